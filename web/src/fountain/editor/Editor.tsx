// CodeMirror as a React component: it owns the text while it is shown and tells every change.
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { screenplayEditor } from './extensions';

interface Props {
  label: string;
  hint: string;
  /** Text to begin with; another one begins anew. */
  initial: string;
  onChange: (text: string) => void;
  onSave: () => void;
  autoFocus?: boolean;
}

export function Editor({ label, hint, initial, onChange, onSave, autoFocus }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const calls = useRef({ onChange, onSave });
  calls.current = { onChange, onSave };
  useEffect(() => {
    const parent = host.current;
    if (!parent) return;
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: initial,
        extensions: screenplayEditor({
          label,
          hint,
          onChange: (text) => calls.current.onChange(text),
          onSave: () => calls.current.onSave(),
        }),
      }),
    });
    if (autoFocus) view.focus();
    return () => view.destroy();
  }, [initial, label, hint, autoFocus]);
  return <div ref={host} className="h-full min-h-0" />;
}
