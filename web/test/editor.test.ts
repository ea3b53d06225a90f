// Typing in the editor: Tab says what a line is, and names and places that are there already are offered.
import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { EditorView, runScopeHandlers } from '@codemirror/view';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { screenplayEditor } from '../src/fountain/editor/extensions';
import { complete } from '../src/fountain/editor/typing';

let view: EditorView | undefined;
afterEach(() => view?.destroy());

/** An editor with this text; `|` is where the cursor stands. */
function editor(text: string) {
  const at = text.indexOf('|');
  const changed = vi.fn();
  const saved = vi.fn();
  const extensions = screenplayEditor({ label: 'Page', hint: '', onChange: changed, onSave: saved });
  const state = EditorState.create({
    doc: text.replace('|', ''),
    selection: { anchor: Math.max(at, 0) },
    extensions,
  });
  view = new EditorView({ state, parent: document.body });
  return { view, changed, saved };
}
const press = (on: EditorView, key: string, over: KeyboardEventInit = {}) =>
  runScopeHandlers(on, new KeyboardEvent('keydown', { key, ...over }), 'editor');
const shown = ({ state }: EditorView) => {
  const { head } = state.selection.main;
  const text = state.doc.toString();
  return `${text.slice(0, head)}|${text.slice(head)}`;
};

describe('Tab says what a line is', () => {
  const tab = (text: string, times = 1) => {
    const { view: page } = editor(text);
    for (let i = 0; i < times; i += 1) press(page, 'Tab');
    return shown(page);
  };
  test('action becomes a cue, a cue a transition, a transition action again', () => {
    expect(tab('\nada|')).toBe('\n@ADA|');
    expect(tab('\nada|', 2)).toBe('\n> ADA|');
    expect(tab('\nada|', 3)).toBe('\nADA|');
  });
  test('speech goes into brackets with the cursor within, and out again', () => {
    expect(tab('\nADA\nquietly|')).toBe('\nADA\n(quietly|)');
    expect(tab('\nADA\nquietly|', 2)).toBe('\nADA\nquietly|');
  });
  test('the lines around it stay as they are', () => {
    expect(tab('INT. ROOM - DAY\n\nfog|\n\nRain.')).toBe('INT. ROOM - DAY\n\n@FOG|\n\nRain.');
  });
});

describe('what the script knows is offered', () => {
  const TEXT = 'INT. LAMP ROOM - DAY\n\nRain.\n\nADA\nNot yet.\n\nTOM\nFriday.\n\n';
  const offered = (typed: string) => {
    const { view: page } = editor(`${TEXT}${typed}|`);
    const found = complete(new CompletionContext(page.state, page.state.selection.main.head, false));
    return found?.options.map(({ label }) => label);
  };
  test('people, where a cue begins', () => {
    expect(offered('T')).toEqual(expect.arrayContaining(['TOM', 'ADA']));
  });
  test('places, where a heading begins', () => {
    expect(offered('INT. ')?.some((label) => label.includes('LAMP ROOM'))).toBe(true);
    expect(offered('INT. ')).not.toContain('TOM');
  });
  test('nothing in the middle of a speech, or in small letters', () => {
    expect(offered('TOM\nA')).toBeUndefined();
    expect(offered('rain')).toBeUndefined();
  });
  test('not the word that stands there already', () => {
    expect(offered('TOM')).not.toContain('TOM');
  });
});

test('every change is told, and Control S saves', () => {
  const { view: page, changed, saved } = editor('Fog.|');
  page.dispatch({ changes: { from: 4, insert: ' Rain.' } });
  expect(changed).toHaveBeenLastCalledWith('Fog. Rain.');
  press(page, 's', { ctrlKey: true });
  expect(saved).toHaveBeenCalledTimes(1);
});

test('it is named, and reached by keyboard', () => {
  const { view: page } = editor('');
  expect(page.contentDOM.getAttribute('aria-label')).toBe('Page');
  expect(page.contentDOM.getAttribute('tabindex')).toBe('0');
});
