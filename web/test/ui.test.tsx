// The controls that every room uses, by themselves.
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ApiError } from '../src/api/problem';
import { Button } from '../src/ui/Button';
import { ChoiceField } from '../src/ui/ChoiceField';
import { Confirm } from '../src/ui/Confirm';
import { Facts } from '../src/ui/Facts';
import { Field } from '../src/ui/Field';
import { Fold } from '../src/ui/Fold';
import { Load } from '../src/ui/Load';
import { More } from '../src/ui/More';
import { SearchBox } from '../src/ui/SearchBox';
import { SliderField } from '../src/ui/SliderField';
import { clearToasts, Toasts, toast, toastError } from '../src/ui/toasts';

describe('a query’s three faces', () => {
  const refetch = vi.fn();
  const load = (query: object) =>
    render(
      <Load query={{ data: undefined, error: null, refetch, ...query } as never}>{() => <p>Here</p>}</Load>,
    );

  test('while it comes, that is told to those who listen', () => {
    load({});
    expect(screen.getByRole('status', { name: 'Loading' })).toBeTruthy();
  });
  test('what failed is said, and asked for again', async () => {
    load({ error: new ApiError(503) });
    expect(screen.getByRole('alert').textContent).toContain('503');
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(refetch).toHaveBeenCalledTimes(1);
  });
  test('what is somebody else’s is told from what failed', () => {
    load({ error: new ApiError(404) });
    expect(screen.getByRole('alert').textContent).toContain('not yours to see');
  });
  test('what was there stays while a later question fails', () => {
    load({ data: 1, error: new ApiError(503) });
    expect(screen.getByText('Here')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});

test('a pending button keeps the focus and takes no more presses', async () => {
  const press = vi.fn();
  const { rerender } = render(<Button onPress={press}>Save</Button>);
  const button = screen.getByRole('button', { name: 'Save' });
  await userEvent.click(button);
  rerender(
    <Button onPress={press} isPending>
      Save
    </Button>,
  );
  await userEvent.click(button);
  expect(press).toHaveBeenCalledTimes(1);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(document.activeElement).toBe(button);
});

test('a search waits for a pause in typing, and is cleared at once', async () => {
  const asked: string[] = [];
  const Box = () => {
    const [value, setValue] = useState('');
    const change = (next: string) => {
      asked.push(next);
      setValue(next);
    };
    return <SearchBox label="Search scripts" value={value} onChange={change} />;
  };
  render(<Box />);
  const box = screen.getByRole('searchbox', { name: 'Search scripts' });
  await userEvent.type(box, ' lamp ');
  await waitFor(() => expect(asked).toEqual(['lamp']));
  await userEvent.clear(box);
  await waitFor(() => expect(asked).toEqual(['lamp', '']));
});

test('a field says what it is, what it hints at and what is wrong with it', () => {
  render(
    <Form validationErrors={{ title: ['Is too long.'] }}>
      <Field label="Title" name="title" hint="As on the title page" optional />
    </Form>,
  );
  const field = screen.getByLabelText(/Title/);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  const said = (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');
  expect(said).toContain('As on the title page');
  expect(screen.getByText('Is too long.')).toBeTruthy();
});

test('a choice goes by arrows, and a number by its unit', async () => {
  const chosen = vi.fn();
  const choices = [
    { id: 'a', label: 'One' },
    { id: 'b', label: 'Two' },
  ];
  render(
    <>
      <ChoiceField label="Which" choices={choices} value="a" onChange={chosen} />
      <SliderField label="Light" min={0} max={100} value={50} said={(n) => `${n} %`} onChange={chosen} />
    </>,
  );
  screen.getByRole('radio', { name: 'One' }).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(chosen).toHaveBeenLastCalledWith('b');
  screen.getByRole('slider', { name: /Light/ }).focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(chosen).toHaveBeenLastCalledWith(51);
  expect(screen.getByText('50 %')).toBeTruthy();
});

test('what is asked beforehand is not done by Escape, and is done by its own button', async () => {
  const [done, closed] = [vi.fn(), vi.fn()];
  render(
    <Confirm title="Remove it?" action="Remove" isOpen onConfirm={done} onClose={closed}>
      It leaves the list.
    </Confirm>,
  );
  const asked = screen.getByRole('alertdialog', { name: 'Remove it?' });
  await userEvent.keyboard('{Escape}');
  expect(done).not.toHaveBeenCalled();
  await userEvent.click(within(asked).getByRole('button', { name: 'Remove' }));
  expect(done).toHaveBeenCalledTimes(1);
});

test('a fold is closed until it is pressed, and is a heading', async () => {
  render(
    <Fold title="Keys">
      <button type="button">Inside</button>
    </Fold>,
  );
  const trigger = screen.getByRole('button', { name: 'Keys' });
  expect(trigger.getAttribute('aria-expanded')).toBe('false');
  expect(screen.getByRole('heading', { name: 'Keys' })).toBeTruthy();
  await userEvent.click(trigger);
  expect(trigger.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByRole('button', { name: 'Inside' })).toBeTruthy();
});

test('a fact that is not there takes its name with it, and nought is a fact', () => {
  render(
    <Facts
      facts={[
        ['Seed', 0],
        ['Model', null],
        ['Words', ''],
      ]}
    />,
  );
  expect(screen.getByText('Seed').nextElementSibling?.textContent).toBe('0');
  expect(screen.queryByText('Model')).toBeNull();
  expect(screen.queryByText('Words')).toBeNull();
});

test('the rest of a list is asked for where there is a rest', async () => {
  const fetchNextPage = vi.fn();
  const { rerender } = render(
    <More query={{ hasNextPage: false, isFetchingNextPage: false, fetchNextPage }} />,
  );
  expect(screen.queryByRole('button')).toBeNull();
  rerender(<More query={{ hasNextPage: true, isFetchingNextPage: false, fetchNextPage }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
  expect(fetchNextPage).toHaveBeenCalledTimes(1);
});

describe('short words', () => {
  beforeEach(() => clearToasts());
  test('one takes the place of the one before, errors stay beside each other', async () => {
    render(<Toasts />);
    toast('Saved');
    toast('Moved');
    expect(await screen.findByText('Moved')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('Saved')).toBeNull());
    toastError(new ApiError(503));
    toastError(new ApiError(0));
    expect(await screen.findByText(/503/)).toBeTruthy();
    expect(await screen.findByText(/not answering/)).toBeTruthy();
  });
  test('what can be taken back is taken back once, and goes', async () => {
    const back = vi.fn();
    render(<Toasts />);
    toast('Moved', back);
    await userEvent.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(back).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(screen.queryByText('Moved')).toBeNull());
  });
});
