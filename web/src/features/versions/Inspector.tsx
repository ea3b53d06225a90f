// What is known about the open version, what can be done with it, and the way to the next one.

import type { Script, Tagged, Version } from '../../api/client';
import { Fold } from '../../ui/Fold';
import { useMediaQuery } from '../../ui/useMediaQuery';
import { GenerateForm } from './GenerateForm';
import { VersionActions } from './VersionActions';
import { VersionFacts } from './VersionFacts';
import { VersionNotes } from './VersionNotes';

interface Props {
  script: Script;
  version: Tagged<Version>;
}

export function Inspector({ script, version }: Props) {
  const wide = useMediaQuery('(min-width: 1020px)');
  const about = (
    <div className="flex flex-col gap-5 p-4">
      <VersionFacts version={version} />
      <VersionActions version={version} isNewest={version.number === script.head} />
      <VersionNotes key={version.id} version={version} />
    </div>
  );
  const next = <GenerateForm script={script} title="Write the next draft" />;
  if (wide)
    return (
      <>
        {about}
        <div className="border-t border-line">{next}</div>
      </>
    );
  return (
    <>
      <Fold title={`About version ${version.number}`}>{about}</Fold>
      <Fold title="Write the next draft">{next}</Fold>
    </>
  );
}
