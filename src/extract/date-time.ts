import type { CalendarDay } from './date-calendar.ts';
import type { DayPart, TimeOfDay } from './date-expression.ts';
import { offsetOn } from './date-reference.ts';

interface ClockSurroundings {
  /** 下午, 晚: tells the afternoon's hours from the morning's. */
  readonly part: DayPart | null;
  readonly day: CalendarDay;
  readonly zone: string | null;
}

/** `T15:00+08:00`; an hour by itself is on the hour, and midnight at a day's end is `T24:00`. */
export function clockOf({ hour, minute, second, offset }: TimeOfDay, { part, day, zone }: ClockSurroundings): string {
  const hours = hourOf(hour, part);
  const parts = [hours, minute, ...(second === null ? [] : [second])];
  return `T${parts.map((n) => String(n).padStart(2, '0')).join(':')}${offset ?? offsetOn(day, zone)}`;
}

function hourOf(hour: number, part: DayPart | null): number {
  if (part === 'NIGHT') return hour === 12 ? 24 : hour >= 5 && hour < 12 ? hour + 12 : hour;
  const isAfterNoon = part === 'AFTERNOON' ? hour < 12 : part === 'NOON' && hour < 4;
  return isAfterNoon ? hour + 12 : hour;
}
