import { EditorView } from '@codemirror/view';

export const theme = EditorView.theme(
  {
    '&': { height: '100%', backgroundColor: 'var(--color-page)', color: 'var(--color-page-ink)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      fontFamily: 'var(--font-script)',
      fontSize: '14px',
      lineHeight: '1.4',
      overflowX: 'hidden',
      justifyContent: 'center',
    },
    '.cm-content': {
      width: '64ch',
      maxWidth: '100%',
      minWidth: '0',
      flexShrink: '1',
      flexGrow: '0',
      padding: '32px 0 45vh',
      caretColor: 'var(--color-tungsten)',
    },
    '.cm-line': { padding: '0 1ch' },
    '.cm-cursor': { borderLeftColor: 'var(--color-tungsten)', borderLeftWidth: '2px' },
    '.cm-placeholder': { color: 'var(--color-page-dim)', whiteSpace: 'pre-wrap' },
    '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
      backgroundColor: 'oklch(0.42 0.05 75 / .55)',
    },
    '.cm-panels': {
      backgroundColor: 'var(--color-raised)',
      color: 'var(--color-ink)',
      borderColor: 'var(--color-line-2)',
      fontFamily: 'var(--font-sans)',
    },
    '.cm-panels input, .cm-panels button': {
      backgroundImage: 'none',
      backgroundColor: 'var(--color-panel)',
      color: 'var(--color-ink)',
      border: '1px solid var(--color-line-2)',
      borderRadius: '3px',
    },
    '.cm-tooltip': {
      backgroundColor: 'var(--color-raised)',
      border: '1px solid var(--color-line-2)',
      borderRadius: '3px',
    },
    '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-script)' },
    '.cm-tooltip-autocomplete ul li[aria-selected]': {
      backgroundColor: 'var(--color-tungsten)',
      color: 'var(--color-on-tungsten)',
    },
  },
  { dark: true },
);
