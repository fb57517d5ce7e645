// @vitest-environment happy-dom
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Child, h, render } from '../../src/ui/jsx.js';
import { always } from '../support/runs.js';

let place: HTMLElement;
beforeEach(() => {
  document.body.replaceChildren();
  place = document.body.appendChild(document.createElement('div'));
});

/** What is drawn where nothing was drawn before. */
function afresh(child: Child): Element {
  const other = document.createElement('div');
  render(child, other);
  return other;
}

const attributes = fc.record(
  {
    class: fc.constantFrom('a', 'b'),
    hidden: fc.constantFrom(true, false, undefined),
    title: fc.constantFrom('', 'x', undefined),
  },
  { requiredKeys: [] },
);
const text = fc.constantFrom<Child>('x', 'y', '', null, undefined, false, true);
const { tree } = fc.letrec<{ tree: Child; node: Child; list: Child }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, text, tie('node'), tie('list')),
  node: fc
    .tuple(fc.constantFrom('p', 'ul', 'b'), attributes, fc.array(tie('tree'), { maxLength: 4 }))
    .map(([tag, props, children]) => h(tag, props, ...children)),
  list: fc
    .uniqueArray(fc.constantFrom('k', 'l', 'm', 'n'))
    .map((keys) => keys.map((key) => h('li', { key }, key))),
}));

describe('drawing', () => {
  it('twice gives what the second drawing alone gives', () => {
    always(fc.tuple(tree, tree), ([one, other]) => {
      const host = document.createElement('div');
      render(one, host);
      render(other, host);
      expect(host.isEqualNode(afresh(other))).toBe(true);
    });
  });

  it('the same again changes no node', () => {
    always(tree, (child) => {
      render(child, place);
      const before = [...place.querySelectorAll('*')];
      render(child, place);
      expect([...place.querySelectorAll('*')]).toEqual(before);
    });
  });

  it('keeps each element of a list by its key, whatever the order', () => {
    const keys = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'));
    always(fc.tuple(keys, keys), ([one, other]) => {
      const list = (names: string[]) => (
        <ul>
          {names.map((key) => (
            <li key={key}>{key}</li>
          ))}
        </ul>
      );
      const host = document.createElement('div');
      render(list(one), host);
      const before = new Map([...host.querySelectorAll('li')].map((li) => [li.textContent, li]));
      render(list(other), host);
      for (const li of host.querySelectorAll('li')) {
        if (one.includes(li.textContent!)) expect(li).toBe(before.get(li.textContent!));
      }
      expect(host.isEqualNode(afresh(list(other)))).toBe(true);
    });
  });

  it('leaves the focus where it is while others come and go', () => {
    const list = (names: string[]) =>
      names.map((key) => (
        <button type="button" key={key}>
          {key}
        </button>
      ));
    render(list(['b', 'c']), place);
    place.querySelectorAll('button')[1]!.focus();
    for (const names of [
      ['a', 'b', 'c', 'd'],
      ['c', 'd'],
      ['x', 'c'],
    ]) {
      render(list(names), place);
      expect(document.activeElement!.textContent).toBe('c');
    }
  });

  it('takes over elements that came with the page', () => {
    const view = (
      <section id="s">
        <p class="a">Un</p>
        <button type="button">Deux</button>
      </section>
    );
    place.append(document.createElement('section'));
    const [section] = place.children;
    section!.append(document.createElement('p'), document.createElement('button'));
    const before = [...place.querySelectorAll('*')];
    render(view, place);
    expect([...place.querySelectorAll('*')]).toEqual(before);
    expect(place.isEqualNode(afresh(view))).toBe(true);
  });

  it('knows what is state and what is an attribute', () => {
    const box = (props: object) => <input type="checkbox" {...props} />;
    render(box({ checked: true, indeterminate: true }), place);
    const input = place.querySelector('input')!;
    expect([input.checked, input.indeterminate, input.hasAttribute('checked')]).toEqual([true, true, false]);
    input.checked = false;
    render(box({ checked: true }), place);
    expect([input.checked, input.indeterminate]).toEqual([true, false]);
    render(<input value="x" />, place);
    expect(place.querySelector('input')!.value).toBe('x');
  });

  it('exchanges handlers and takes them away', () => {
    const told: string[] = [];
    const button = (name?: string) => (
      <button type="button" onclick={name && (() => told.push(name))}>
        x
      </button>
    );
    for (const name of ['a', 'b', undefined]) {
      render(button(name), place);
      place.querySelector('button')!.click();
    }
    expect(told).toEqual(['a', 'b']);
  });

  it('never reads a text as markup', () => {
    render(<p title={'"><b>'}>{'<b>x</b>'}</p>, place);
    expect(place.querySelector('b')).toBe(null);
    expect(place.textContent).toBe('<b>x</b>');
  });

  it('calls components with their properties and children', () => {
    const Twice = ({ name, children }: { name: string; children?: Child }) => [
      <i>{name}</i>,
      children,
      children,
    ];
    render(
      <Twice name="n">
        <b>x</b>
      </Twice>,
      place,
    );
    expect(place.innerHTML).toBe('<i>n</i><b>x</b><b>x</b>');
  });
});
