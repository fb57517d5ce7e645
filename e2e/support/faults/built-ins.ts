import { type Fault, sandbox } from './fault.js';

/** What libraries of old and pages in despair do to the language and the browser. */
export const builtIns: readonly Fault[] = [
  {
    name: 'Prototype 1.6: enumerable methods on every list, and toJSON',
    breaks: () => {
      const list = Array.prototype as never as Record<string, unknown>;
      for (const name of [
        'each',
        'eachSlice',
        'all',
        'any',
        'collect',
        'detect',
        'inject',
        'pluck',
        'without',
        'first',
        'last',
        'compact',
      ])
        list[name] = function (this: unknown) {
          return this;
        };
      list.toJSON = () => '"theirs"';
      (String.prototype as never as Record<string, unknown>).toJSON = () => '"theirs"';
      list.reduce = function (this: unknown[]) {
        return this.length > 1 ? this : this[0];
      };
    },
  },
  {
    name: 'MooTools: Array.from keeps a typed list as one',
    breaks: () => {
      Array.from = ((item: unknown) => (item == null ? [] : Array.isArray(item) ? item : [item])) as never;
    },
  },
  {
    name: 'a polyfill of old: includes, find and flatMap know only lists of numbers',
    breaks: () => {
      Array.prototype.flat = function (this: unknown) {
        return this;
      } as never;
      (Array.prototype as never as Record<string, unknown>).contains = () => true;
    },
  },
  {
    name: 'every object has enumerable methods',
    breaks: () => {
      Object.assign(Object.prototype, { extend() {}, each() {}, isEmpty: () => false });
    },
  },
  {
    name: 'every object has the fields of a descriptor',
    breaks: () => {
      for (const [name, value] of Object.entries({
        source: 'theirs',
        once: true,
        passive: true,
        signal: undefined,
      }))
        Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true });
    },
  },
  {
    name: 'every object says that it is exempt, granted and allowed',
    breaks: () => {
      const fields = {
        exempt: {
          solePurpose: true,
          anonymous: true,
          noCrossSite: true,
          noCombination: true,
          dataRetentionMonths: 1,
        },
        regime: 'FR',
        necessary: 'security',
        granted: true,
        audience: 'all',
        allows: () => true,
        advertising: 'granted',
      };
      for (const [name, value] of Object.entries(fields))
        Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true });
    },
  },
  {
    name: 'the prototypes are frozen',
    breaks: () => {
      for (const one of [Object, Array, Function, Promise, Map, Set, String, Error, RegExp, Date]) {
        Object.freeze(one.prototype);
        Object.freeze(one);
      }
    },
  },
  {
    name: 'JSON.stringify throws',
    breaks: () => {
      JSON.stringify = () => {
        throw new Error('theirs');
      };
    },
  },
  {
    name: 'JSON.parse throws',
    breaks: () => {
      JSON.parse = () => {
        throw new Error('theirs');
      };
    },
    sees: 'nothing',
    says: ['config-unreadable'],
  },
  {
    name: 'JSON.parse says yes to everything',
    breaks: () => {
      JSON.parse = () => ({ all: true, granted: ['advertising'] });
    },
    sees: 'nothing',
    says: ['config-invalid'],
  },
  {
    name: 'Array.prototype.includes says yes to everything',
    breaks: () => {
      Array.prototype.includes = () => true;
    },
    sees: 'nothing',
    says: ['config-invalid'],
  },
  {
    name: 'Array.prototype.every says yes to everything',
    breaks: () => {
      Array.prototype.every = (() => true) as never;
    },
  },
  {
    name: 'Array.prototype.map throws',
    breaks: () => {
      Array.prototype.map = () => {
        throw new Error('theirs');
      };
    },
    sees: 'nothing',
    says: ['start-failed'],
  },
  {
    name: 'lists cannot be walked',
    breaks: () => Reflect.deleteProperty(Array.prototype, Symbol.iterator),
    sees: 'nothing',
    says: ['start-failed'],
  },
  {
    name: 'a Promise of old',
    breaks: () => {
      const Native = Promise;
      const made = function (this: unknown, run: never) {
        return new Native(run);
      };
      window.Promise = Object.assign(made, {
        prototype: Native.prototype,
        resolve: Native.resolve.bind(Native),
        reject: Native.reject.bind(Native),
        all: Native.all.bind(Native),
      }) as never;
    },
  },
  {
    name: 'promises of a zone',
    breaks: () => {
      const { then } = Promise.prototype;
      Object.defineProperty(Promise.prototype, 'then', {
        value(this: unknown, ...values: unknown[]) {
          return Reflect.apply(then, this, values);
        },
      });
    },
  },
  {
    name: 'Promise.prototype.finally is missing',
    breaks: () => Reflect.deleteProperty(Promise.prototype, 'finally'),
  },
  {
    name: 'a Map of old, which ignores what it is made of',
    breaks: () => {
      const Native = Map;
      window.Map = class extends Native {
        constructor(_ignored: unknown) {
          super();
        }
      } as never;
    },
  },
  {
    name: 'Object.keys lists what is inherited',
    breaks: () => {
      Object.keys = (value: object) => {
        const names = [];
        for (const name in value) names.push(name);
        return names;
      };
    },
  },
  {
    name: 'Object.freeze does nothing',
    breaks: () => {
      Object.freeze = ((value: unknown) => value) as never;
    },
  },
  { name: 'Object.hasOwn is missing', breaks: () => Reflect.deleteProperty(Object, 'hasOwn') },
  {
    name: 'structuredClone is missing',
    breaks: () => Reflect.deleteProperty(window, 'structuredClone'),
  },
  {
    name: 'encodeURIComponent is that of another',
    breaks: () => {
      window.encodeURIComponent = window.escape as never;
    },
  },
  {
    name: 'random numbers cannot be had',
    breaks: () => Object.defineProperty(window, 'crypto', { value: undefined }),
    keeps: 'page',
    says: ['choice-failed'],
    runs: [],
  },
  {
    name: 'the console is missing',
    breaks: () => Object.defineProperty(window, 'console', { value: undefined }),
  },
  {
    name: 'console.warn throws',
    breaks: () => {
      console.warn = () => {
        throw new Error('theirs');
      };
    },
    ...sandbox,
  },
];

/** The same with what belongs to the browser. */
export const browser: readonly Fault[] = [
  {
    name: 'requestIdleCallback and scheduler are missing',
    breaks: () => {
      for (const name of ['requestIdleCallback', 'scheduler']) Reflect.deleteProperty(window, name);
    },
  },
  {
    name: 'scheduler.yield never returns',
    breaks: () => {
      Object.defineProperty(window, 'scheduler', { value: {} });
    },
  },
  {
    name: 'requestAnimationFrame never calls',
    breaks: () => {
      window.requestAnimationFrame = () => 0;
    },
  },
  {
    name: 'requestAnimationFrame is that of a polyfill',
    breaks: () => {
      window.requestAnimationFrame = (action) => setTimeout(action, 16);
    },
  },
  {
    name: 'timers give objects, as in a zone',
    breaks: () => {
      const { setTimeout } = window;
      (window as { setTimeout: unknown }).setTimeout = (...values: unknown[]) => ({
        id: Reflect.apply(setTimeout, window, values),
      });
    },
  },
  {
    name: 'timers run at once',
    breaks: () => {
      const { setTimeout } = window;
      (window as { setTimeout: unknown }).setTimeout = (action: () => void, delay = 0) => {
        if (delay > 0) return setTimeout(action, delay);
        action();
        return 0;
      };
    },
  },
  {
    name: 'timers never run',
    breaks: () => {
      (window as { setTimeout: unknown }).setTimeout = () => 1;
    },
  },
  {
    name: 'fetch is that of another, and throws',
    breaks: () => {
      window.fetch = () => {
        throw new Error('theirs');
      };
    },
  },
  {
    name: 'MutationObserver is missing',
    breaks: () => Reflect.deleteProperty(window, 'MutationObserver'),
    sees: 'nothing',
    says: ['start-failed'],
  },
  {
    name: 'MutationObserver sees nothing',
    breaks: () => {
      window.MutationObserver = class {
        observe() {}
        disconnect() {}
        takeRecords() {
          return [];
        }
      } as never;
    },
  },
  { name: 'ResizeObserver is missing', breaks: () => Reflect.deleteProperty(window, 'ResizeObserver') },
  {
    name: 'IntersectionObserver is missing',
    breaks: () => Reflect.deleteProperty(window, 'IntersectionObserver'),
  },
  {
    name: 'popover is missing',
    breaks: () => {
      for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover'])
        Reflect.deleteProperty(HTMLElement.prototype, name);
      const { matches } = Element.prototype;
      Element.prototype.matches = function (this: Element, selector: string) {
        if (selector.includes(':popover-open')) throw new DOMException('unknown', 'SyntaxError');
        return matches.call(this, selector);
      } as never;
    },
  },
  {
    name: 'showPopover throws',
    breaks: () => {
      HTMLElement.prototype.showPopover = () => {
        throw new DOMException('refused', 'NotSupportedError');
      };
    },
  },
  {
    name: 'checkVisibility is missing',
    breaks: () => Reflect.deleteProperty(Element.prototype, 'checkVisibility'),
  },
  {
    name: 'constructed style sheets are missing',
    breaks: () => {
      Reflect.deleteProperty(Document.prototype, 'adoptedStyleSheets');
      Reflect.deleteProperty(CSSStyleSheet.prototype, 'replaceSync');
      window.CSSStyleSheet = class {
        constructor() {
          throw new TypeError('Illegal constructor');
        }
      } as never;
    },
  },
  {
    name: 'adoptedStyleSheets is frozen',
    breaks: () => Object.defineProperty(document, 'adoptedStyleSheets', { value: Object.freeze([]) }),
  },
  {
    name: 'adoptedStyleSheets is emptied by a library',
    breaks: () =>
      document.addEventListener('DOMContentLoaded', () => {
        document.adoptedStyleSheets = [];
      }),
  },
  {
    name: 'customElements is hijacked',
    breaks: () => {
      CustomElementRegistry.prototype.define = () => {
        throw new Error('theirs');
      };
      Object.defineProperty(window, 'customElements', { value: undefined });
    },
  },
  {
    name: 'listeners are wrapped, as by a zone',
    breaks: () => {
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (
        this: EventTarget,
        type: string,
        listener: never,
        options: never,
      ) {
        const wrapped =
          typeof listener === 'function'
            ? function (this: unknown, event: Event) {
                return Reflect.apply(listener, this, [event]);
              }
            : listener;
        return addEventListener.call(this, type, wrapped, options);
      } as never;
    },
  },
  {
    name: 'insertions are wrapped, as by a tag manager',
    breaks: () => {
      for (const name of ['appendChild', 'insertBefore', 'replaceChild'] as const) {
        const native = Node.prototype[name] as (...values: unknown[]) => unknown;
        (Node.prototype as never as Record<string, unknown>)[name] = function (...values: unknown[]) {
          return Reflect.apply(native, this, values);
        };
      }
    },
  },
  {
    name: 'createElement makes upgraded elements, as by a consent tool',
    breaks: () => {
      const { createElement } = document;
      document.createElement = ((name: string, options: never) => {
        const made = createElement.call(document, name, options);
        if (name === 'script')
          Object.defineProperty(made, 'type', {
            get: () => made.getAttribute('type') ?? '',
            set: (value) => made.setAttribute('type', value),
            configurable: true,
          });
        return made;
      }) as never;
    },
  },
  {
    name: 'querySelectorAll gives a list of old',
    breaks: () => {
      const { querySelectorAll } = Document.prototype;
      Document.prototype.querySelectorAll = function (this: Document, selector: string) {
        return Array.prototype.slice.call(querySelectorAll.call(this, selector));
      } as never;
    },
  },
  {
    name: 'append, prepend, before and after are those of a polyfill',
    breaks: () => {
      Element.prototype.append = function (...nodes) {
        for (const node of nodes)
          this.appendChild(typeof node === 'string' ? document.createTextNode(node) : node);
      };
      Element.prototype.prepend = function (...nodes) {
        for (const node of nodes.reverse())
          this.insertBefore(typeof node === 'string' ? document.createTextNode(node) : node, this.firstChild);
      };
    },
  },
  {
    name: 'navigator says nothing',
    breaks: () => {
      for (const name of ['languages', 'userActivation', 'globalPrivacyControl', 'sendBeacon', 'locks'])
        Object.defineProperty(navigator, name, { value: undefined });
    },
  },
  {
    name: 'Intl.ListFormat and plural rules are missing',
    breaks: () => {
      for (const name of ['ListFormat', 'DisplayNames', 'Segmenter']) Reflect.deleteProperty(Intl, name);
    },
  },
];
