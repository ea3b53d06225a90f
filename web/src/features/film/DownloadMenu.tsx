// Everything that can be taken elsewhere.
import { ChevronDown, Download } from 'lucide-react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import type { Asset } from '../../api/client';
import { toastError } from '../../ui/toasts';
import { fetchFile, takeFile } from '../assets/download';
import { contentUrl } from '../assets/queries';

interface File {
  format: string;
  label: string;
  ending: string;
}

const SECTIONS: readonly { title: string; files: readonly File[] }[] = [
  {
    title: 'Screenplay',
    files: [
      { format: 'fountain', label: 'Fountain', ending: 'fountain' },
      { format: 'fdx', label: 'Final Draft', ending: 'fdx' },
      { format: 'pdf', label: 'PDF', ending: 'pdf' },
    ],
  },
  {
    title: 'Cut',
    files: [
      { format: 'edl', label: 'EDL', ending: 'edl' },
      { format: 'otio', label: 'OpenTimelineIO', ending: 'otio' },
      { format: 'srt', label: 'Captions (SRT)', ending: 'srt' },
      { format: 'vtt', label: 'Captions (WebVTT)', ending: 'vtt' },
    ],
  },
  {
    title: 'Shots',
    files: [
      { format: 'csv', label: 'Shot list (CSV)', ending: 'csv' },
      { format: 'contact-sheet', label: 'Contact sheet (PDF)', ending: 'pdf' },
      { format: 'zip', label: 'Everything (ZIP)', ending: 'zip' },
    ],
  },
];

const ALL = SECTIONS.flatMap(({ files }) => files);

const exportUrl = (script: string, format: string) => `/api/v1/scripts/${script}/export?format=${format}`;

interface Props {
  script: { id: string; title: string };
  film: Asset | undefined;
}

export function DownloadMenu({ script, film }: Props) {
  const take = (id: string) => {
    const file = ALL.find(({ format }) => format === id);
    const taken = file
      ? fetchFile(exportUrl(script.id, file.format), `${script.title}.${file.ending}`)
      : takeFile(contentUrl(film?.id ?? ''), film?.file_name ?? 'film');
    void taken.catch(toastError);
  };
  return (
    <MenuTrigger>
      <Button className="btn">
        <Download size={14} aria-hidden /> Download
        <ChevronDown size={13} aria-hidden className="text-dim" />
      </Button>
      <Popover className="popover max-h-[70vh] w-60 overflow-auto p-1.5" placement="bottom end">
        <Menu aria-label="Download" className="outline-none" onAction={(id) => take(String(id))}>
          {film && (
            <MenuItem id="film" textValue="The film" className="option">
              The film ({film.media_type === 'video/webm' ? 'WebM' : 'MP4'})
            </MenuItem>
          )}
          {SECTIONS.map(({ title, files }) => (
            <MenuSection key={title}>
              <Header className="px-2.5 pt-2.5 pb-1 text-[12px] text-dim">{title}</Header>
              {files.map(({ format, label }) => (
                <MenuItem key={format} id={format} textValue={label} className="option">
                  {label}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
