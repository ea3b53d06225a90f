// How far something is, as a thin line of light.

const TONE = { run: 'bg-tungsten', ok: 'bg-ok', bad: 'bg-bad', idle: 'bg-line-2' };

interface Props {
  /** 0 to 1. */
  value: number;
  label: string;
  tone?: keyof typeof TONE;
  className?: string;
}

export function Bar({ value, label, tone = 'run', className = '' }: Props) {
  const at = Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at * 100)}
      className={`h-[3px] w-full overflow-hidden bg-black/60 ${className}`}
    >
      <div className={`progress-fill h-full ${TONE[tone]}`} style={{ transform: `scaleX(${at})` }} />
    </div>
  );
}
