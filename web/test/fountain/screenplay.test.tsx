import { render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Screenplay } from '../../src/fountain/Screenplay';

test('a screenplay is read as headings and paragraphs, on numbered sheets', () => {
  const scenes = Array.from(
    { length: 30 },
    (_, i) => `EXT. BRIDGE ${i} - NIGHT\n\nFog.\n\nADA\n*Not* yet.\n`,
  ).join('\n');
  const { container } = render(<Screenplay text={`Title: Lamps\nAuthor: M. Okafor\n\n${scenes}`} />);
  expect(screen.getAllByRole('heading', { level: 3 })).toHaveLength(30);
  expect(screen.getByText('Lamps')).toBeTruthy();
  expect(container.querySelectorAll('.sheet').length).toBeGreaterThan(3);
  expect(screen.getByText('2.')).toBeTruthy();
  expect(container.querySelector('.f-dialogue em')?.textContent).toBe('Not');
});

test('markup in a text stays text', () => {
  const { container } = render(<Screenplay text={'<img src=x onerror=alert(1)>\n\nADA\n<b>Hm.</b>'} />);
  expect(container.querySelector('img, b')).toBeNull();
  expect(screen.getByText('<b>Hm.</b>')).toBeTruthy();
});
