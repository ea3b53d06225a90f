// The title page of a screenplay, from the key/value pairs a Fountain text may begin with.

const CENTRE = ['title', 'credit', 'author', 'authors', 'source'];

export function TitleSheet({ pairs }: { pairs: [string, string][] }) {
  const of = (key: string) => pairs.find(([k]) => k.toLowerCase() === key)?.[1];
  const foot = pairs.filter(([key, value]) => value && !CENTRE.includes(key.toLowerCase()));
  return (
    <div className="sheet sheet-title">
      <div className="sheet-title-block">
        {of('title') && <p className="sheet-title-name">{of('title')}</p>}
        {CENTRE.slice(1)
          .map(of)
          .filter(Boolean)
          .map((value) => (
            <p key={value}>{value}</p>
          ))}
      </div>
      {foot.length > 0 && (
        <dl className="sheet-title-foot">
          {foot.map(([key, value]) => (
            <div key={key}>
              <dt className="sr-only">{key}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
