// Brings a screenplay in: the file as it is, with what was said of it beside.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Format, type Genre, http, type Tone, unwrapTagged } from '../../api/client';
import { keys } from '../../api/keys';

export interface Import {
  file: File;
  title: string;
  format: Format;
  genre: Genre;
  tone: Tone;
  key: string;
}

/** What the file is, by its name; the server looks into it. */
export const mediaTypeOf = (name: string): string =>
  /\.fdx$/i.test(name) ? 'application/xml' : 'text/plain; charset=utf-8';

export function useImport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, key, ...query }: Import) =>
      unwrapTagged(
        http.POST('/api/v1/scripts/import', {
          params: {
            query: { ...query, file_name: file.name, create_characters: true },
            header: { 'Idempotency-Key': key },
          },
          headers: { 'content-type': mediaTypeOf(file.name) },
          body: file as never,
          bodySerializer: (body) => body as unknown as Blob,
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.scripts });
      void client.invalidateQueries({ queryKey: keys.characters });
    },
  });
}
