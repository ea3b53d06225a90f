// The words of the scene that the shot came from.
import type { Scene, Shot } from '../../api/client';

/** Spans count bytes of UTF-8. A span that cuts a letter in two, or lies outside, gives nothing. */
export function textOfSpan(content: string, { start, end }: { start: number; end: number }): string {
  const bytes = new TextEncoder().encode(content);
  if (start >= end || end > bytes.length) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(start, end)).trim();
  } catch {
    return '';
  }
}

export function SpanText({ scene, shot }: { scene: Scene; shot: Shot }) {
  const span = shot.span;
  if (!span) return null;
  const current = span.revision === scene.revision;
  const text = current ? textOfSpan(scene.content, span) : '';
  if (current && !text) return null;
  return (
    <section aria-label="From the script" className="border-b border-line p-4">
      <h3 className="label mb-1.5">From the script</h3>
      {current ? (
        <blockquote className="max-h-[180px] overflow-auto border-l-2 border-tungsten/60 bg-page px-3 py-2 font-script text-[13px] leading-[1.45] whitespace-pre-wrap text-page-ink wrap-anywhere">
          {text}
        </blockquote>
      ) : (
        <p className="hint">
          It covers revision {span.revision} of the scene, which reads otherwise now. Break the scene down
          anew to follow the text.
        </p>
      )}
    </section>
  );
}
