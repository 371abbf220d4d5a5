import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { checkNode } from '../../src/cli/checks.ts';
import { describeFailure } from '../../src/cli/failure.ts';
import { createProgress } from '../../src/cli/progress.ts';
import { printReport } from '../../src/cli/report.ts';
import { DatelineError } from '../../src/errors.ts';
import { EMPTY_REPORT, type IngestReport, type ReportedProblem } from '../../src/model/report.ts';

describe('the report of a run', () => {
  const report: IngestReport = {
    ...EMPTY_REPORT,
    files: 1_240,
    documents: 1_239,
    taken: 1_200,
    unchanged: 35,
    quarantined: 1,
    ignored: 4,
    ignoredBy: { DRAFT: 3, NOT_AN_ARTICLE: 1 },
    seconds: 2.345,
    problems: [
      {
        sourceKey: 'news',
        code: 'FRONT_MATTER_INVALID',
        severity: 'ERROR',
        path: 'a/b.md',
        line: 3,
        message: 'A tab indents the mapping.',
        hint: 'Indent with spaces.',
      },
      {
        sourceKey: 'news',
        code: 'REMOVAL_HELD_BACK',
        severity: 'WARNING',
        path: null,
        line: null,
        message: 'Many are gone.',
        hint: 'Use --prune.',
      },
    ],
  };

  it('says so when there was nothing to take in', () => {
    expect(printReport(EMPTY_REPORT)).toContain('Nothing to take in: no file was found there.');
    expect(printReport(report)).not.toContain('Nothing to take in');
  });

  it('names errors before warnings, and stops at fifty', () => {
    const [error, warning] = report.problems as [ReportedProblem, ReportedProblem];
    const text = printReport({ ...report, problems: [...Array.from({ length: 60 }, () => warning), error] });
    expect(text.indexOf(error.code)).toBeLessThan(text.indexOf(warning.code));
    expect(text.split(warning.code).length - 1).toBe(49);
    expect(text).toContain('and 11 more');
  });

  it('says in words what happened, and every problem with its place and its remedy', () => {
    expect(printReport(report)).toBe(
      [
        '1,240 files, 1,239 documents in 2.3 s',
        '  taken       1,200  new',
        '  unchanged      35  the same as before',
        '  quarantined     1  could not be read; see below',
        '  ignored         4  drafts 3, not articles 1',
        '',
        '2 problems:',
        '  a/b.md:3 FRONT_MATTER_INVALID A tab indents the mapping.',
        '    → Indent with spaces.',
        '  (the run) REMOVAL_HELD_BACK Many are gone.',
        '    → Use --prune.',
        '',
      ].join('\n'),
    );
  });

  it('names the source of each problem when there are several', () => {
    const problems = report.problems.map((problem, index) => ({ ...problem, sourceKey: `source-${index}` }));
    const text = printReport({ ...report, problems });
    expect(text).toContain('\n  [source-0] a/b.md:3 FRONT_MATTER_INVALID ');
    expect(text).toContain('\n  [source-1] (the run) REMOVAL_HELD_BACK ');
  });

  it('says first when it was only a rehearsal', () => {
    expect(printReport({ ...EMPTY_REPORT, files: 1, documents: 1, unchanged: 1 }, { isDryRun: true })).toBe(
      'Dry run: nothing was written.\n1 file, 1 document in 0.0 s\n  unchanged   1  the same as before\n',
    );
  });
});

describe('progress where nobody watches', () => {
  it('is a line at every tenth, however many files there are', async () => {
    const lines: string[] = [];
    const stderr = new PassThrough().setEncoding('utf8').on('data', (chunk: string) => lines.push(chunk.trimEnd()));
    const progress = createProgress({ stdout: stderr, stderr, isInteractive: false });
    for (let done = 0; done <= 5_000; done += 1) progress.report({ isCounting: false, done, total: 5_000, path: 'x' });
    progress.stop();
    await setImmediate();
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('5000 of 5000 files');
  });
});

describe('a failure', () => {
  it('that was expected is one line, whatever its message holds', () => {
    const { text, exitCode } = describeFailure(new DatelineError('MIGRATION_FAILED', 'line one.\n  line two.'));
    expect(text).toBe(
      'error[MIGRATION_FAILED]: line one. line two — The database was left as it was; report the message.\n',
    );
    expect(exitCode).toBe(1);
  });

  it('that was not shows its stack for whoever reports it', () => {
    const { text, exitCode } = describeFailure(new RangeError('odd'));
    expect(text).toMatch(/^error\[INTERNAL\]: odd — .+\nRangeError: odd\n/);
    expect(exitCode).toBe(1);
  });
});

describe('the versions of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0', '26.1.0'])('%s is supported', (version) => {
    expect(checkNode(version).state).toBe('ok');
  });
  it.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0', '23.5.0'])('%s is not', (version) => {
    expect(checkNode(version).state).toBe('fail');
  });
});
