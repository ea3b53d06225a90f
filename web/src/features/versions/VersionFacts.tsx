// Where a version comes from: its kind, its size, its parent, and for generated ones the engine, its licence and prompt.
import { Link } from '@tanstack/react-router';
import type { Version } from '../../api/client';
import { plural, words } from '../../lib/format';
import { Facts } from '../../ui/Facts';
import { When } from '../../ui/When';
import { provenanceFacts } from './provenance';
import { sourceWord } from './revision';

export function VersionFacts({ version }: { version: Version }) {
  const { prompt, facts } = provenanceFacts(version.provenance);
  return (
    <section aria-labelledby="version-facts" className="flex flex-col gap-3">
      <div>
        <h2 id="version-facts" className="wide text-[16px]">
          Version {version.number}
        </h2>
        <p className="text-[12.5px] text-dim">
          {words(version.script_type)}, {plural(version.scene_count, 'scene')},{' '}
          {plural(version.word_count, 'word')}
        </p>
      </div>
      <Facts
        facts={[
          ['Source', sourceWord(version)],
          ['Made', <When key="when" at={version.created_at} />],
          [
            'Follows',
            version.parent && (
              <Link
                key="parent"
                to="/scripts/$scriptId/versions/$number"
                params={{ scriptId: version.script_id, number: String(version.parent) }}
                className="link"
              >
                version {version.parent}
              </Link>
            ),
          ],
          ...facts,
          [
            'Job',
            version.source.kind === 'job' && (
              <Link key="job" to="/jobs" search={{ job: version.source.job_id }} className="link">
                how it was written
              </Link>
            ),
          ],
        ]}
      />
      {prompt && (
        <div>
          <h3 className="label mb-1">Prompt</h3>
          <p className="max-h-40 overflow-auto border-l-2 border-line-2 pl-3 font-script text-[12.5px] leading-relaxed whitespace-pre-wrap text-ink-2 wrap-anywhere">
            {prompt}
          </p>
        </div>
      )}
    </section>
  );
}
