/** Made when it is first asked for. What failed, or came to nothing, is made anew when it is asked for again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const forget = (value?: T) => {
    if (value === undefined) made = undefined;
  };
  return () => {
    if (!made) {
      made = make();
      made.then(forget, () => forget());
    }
    return made;
  };
}
