// How strong something is, of five.

const STEPS = [1, 2, 3, 4, 5];

export const Grade = ({ value }: { value: number }) => (
  <span className="inline-flex items-center gap-2 text-[12.5px] text-ink-2">
    <span aria-hidden className="flex gap-[3px]">
      {STEPS.map((step) => (
        <span
          key={step}
          className={`h-[10px] w-[5px] rounded-[1px] ${value >= step - 0.25 ? 'bg-tungsten' : value >= step - 0.75 ? 'bg-tungsten/50' : 'bg-line-2'}`}
        />
      ))}
    </span>
    {value.toLocaleString('en', { maximumFractionDigits: 1 })} of 5
  </span>
);
