export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured lines for whoever runs the program. Handed down, never imported as a global. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export interface LogOptions {
  /** Lines below it are dropped; `silent` drops all. */
  readonly level: LogLevel | 'silent';
  /** `json`: one object a line, with `time` (ISO 8601, UTC), `level`, `message` and the fields. `text`: for eyes. */
  readonly format: 'json' | 'text';
  readonly write: (line: string) => void;
  readonly now: () => Date;
}

/** An `Error` among the fields is written as its name, message and stack. */
export function createLog(options: LogOptions): Log {
  const threshold = RANK[options.level];
  const format = options.format === 'json' ? formatJson : formatText;
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (RANK[level] >= threshold)
        options.write(format({ time: options.now().toISOString(), level, message }, fields));
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

const RANK = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const satisfies Record<LogLevel | 'silent', number>;

interface Head {
  readonly time: string;
  readonly level: LogLevel;
  readonly message: string;
}

// The head comes last in the spread, so no field can pass itself off as a level or a message.
const formatJson = (head: Head, fields: LogFields): string =>
  `${JSON.stringify({ ...head, ...fields, ...head }, describeValue)}\n`;

function formatText(head: Head, fields: LogFields): string {
  const shown = Object.entries(fields)
    .filter(([, value]) => value !== undefined && !(value instanceof Error))
    .map(([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value, describeValue)}`);
  const stacks = Object.values(fields)
    .filter((value) => value instanceof Error)
    .map((error) => `\n${error.stack ?? error.message}`);
  return `${head.time.slice(11, 19)} ${head.level.padEnd(5)} ${head.message}${shown.join('')}${stacks.join('')}\n`;
}

function describeValue(_name: string, value: unknown): unknown {
  if (value instanceof Error) return { name: value.name, message: value.message, stack: value.stack };
  return typeof value === 'bigint' ? value.toString() : value;
}
