// A few sentences under a name. Without sentences there is no name either.

export const Passage = ({ title, children }: { title: string; children: string }) =>
  children ? (
    <section>
      <h3 className="section-title mb-1">{title}</h3>
      <p className="max-w-[68ch] text-[13.5px] leading-relaxed whitespace-pre-wrap text-ink-2 wrap-anywhere">
        {children}
      </p>
    </section>
  ) : null;
