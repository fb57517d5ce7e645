// The device's own share sheet: nothing leaves, and no one is told, until the visitor picks an application.
const button = document.querySelector('[data-share]');
if (button && navigator.share) {
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.share({ title: document.title, url: location.href }).catch(() => {
      // The visitor closed the sheet.
    });
  });
}
