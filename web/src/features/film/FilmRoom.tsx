// The film of a script: the newest, or the one in the address.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Asset, Script } from '../../api/client';
import { clock, exact } from '../../lib/format';
import { Empty } from '../../ui/Empty';
import { Load } from '../../ui/Load';
import { SelectField } from '../../ui/SelectField';
import { filmsQuery } from '../assets/queries';
import { madeQuery } from '../jobs/queries';
import { FilmBar } from '../productions/FilmBar';
import { madeOf } from '../results/made';
import { scriptQuery } from '../scripts/queries';
import { useTitle } from '../shell/useTitle';
import { filmFacts } from './chapters';
import { DownloadMenu } from './DownloadMenu';
import { Player } from './Player';

export function FilmRoom() {
  const { scriptId } = useParams({ from: '/app/scripts/$scriptId' });
  const { film: chosen } = useSearch({ from: '/app/scripts/$scriptId/film' });
  const script = useSuspenseQuery(scriptQuery(scriptId)).data;
  const query = useQuery(filmsQuery(scriptId));
  useTitle(`Film of ${script.title}`);
  return (
    <div className="flex min-h-full flex-col lg:h-full">
      <FilmBar script={script} />
      <Load query={query}>
        {({ items }) => {
          const film = items.find(({ id }) => id === chosen) ?? newest(items);
          return film ? <Playing script={script} films={items} film={film} /> : <NoFilm script={script} />;
        }}
      </Load>
    </div>
  );
}

/** The whole before a part, the newest of either. */
export const newest = (films: readonly Asset[]): Asset | undefined =>
  films.find(({ scene_id }) => !scene_id) ?? films[0];

const NoFilm = ({ script }: { script: Script }) => (
  <Empty
    title="No film yet"
    action={
      <div className="flex justify-center gap-2">
        <Link to="/scripts/$scriptId/board" params={{ scriptId: script.id }} className="btn">
          To the board
        </Link>
        <DownloadMenu script={script} film={undefined} />
      </div>
    }
  >
    It is made from the frames of the board, with voices, music and effects. Ask for it above, and watch the
    frames arrive on the board.
  </Empty>
);

interface Props {
  script: Script;
  films: readonly Asset[];
  film: Asset;
}

const nameOf = (film: Asset) =>
  `${film.scene_id ? 'One scene' : 'Whole film'}, ${clock((film.duration_ms ?? 0) / 1000)}, ${exact(film.created_at)}`;

function Playing({ script, films, film }: Props) {
  const navigate = useNavigate({ from: '/scripts/$scriptId/film' });
  const { source } = film.provenance;
  const job = source.kind === 'job' ? source.job_id : undefined;
  const made = useQuery({ ...madeQuery(job ?? ''), enabled: job !== undefined });
  const facts = filmFacts(madeOf(made.data));
  return (
    <Player
      key={film.id}
      film={film}
      facts={facts}
      isKnown={job === undefined || !made.isPending}
      title={script.title}
    >
      <div className="flex flex-col gap-3 border-b border-line p-4">
        {films.length > 1 && (
          <SelectField
            label="Which film"
            className="[&>.label]:sr-only"
            choices={films.map((one) => ({ id: one.id, label: nameOf(one) }))}
            value={film.id}
            onChange={(id) => void navigate({ search: { film: id }, replace: true })}
          />
        )}
        <DownloadMenu script={script} film={film} />
      </div>
    </Player>
  );
}
