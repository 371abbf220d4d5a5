import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lines, read } from './scene.ts';

const people = (text: string) => lines(read(text), 'PERSON').map((line) => line.split(' → ')[0]);
const bodies = (text: string, title = '') =>
  lines(read(text, { title }), 'ORGANIZATION').map((line) => line.split(' → ')[0]);

describe('people in English text', () => {
  test.each([
    ['“It works,” says Joshua Di Frances, executive director.', ['Joshua Di Frances']],
    ['Robert J. Huttenlocker spoke.', ['Robert J. Huttenlocker']],
    [
      'Kara de la Marck and Félix Queiruga met Ryan Johnson’s team.',
      ['Kara de la Marck', 'Félix Queiruga', 'Ryan Johnson'],
    ],
    ['He thanked Senator Kilgore and Dr. Quill.', ['Kilgore', 'Quill']],
    [
      '许多人投资了它，包括 Sacha Labourey、Bob Bickel 和 John Vrionis。',
      ['Sacha Labourey', 'Bob Bickel', 'John Vrionis'],
    ],
  ])('%s', (text, expected) => {
    expect(people(text)).toEqual(expected);
  });

  test.each([
    'The San Francisco Bay is wide.',
    'They played at Ray Fisher Stadium.',
    'John Jay College opened.',
    'Mark the date: David and Goliath.',
    'Robin Monday will do.',
  ])('nobody in: %s', (text) => {
    expect(people(text)).toEqual([]);
  });
});

describe('organisations in English text', () => {
  test.each([
    ['The General Services Administration agreed.', ['General Services Administration']],
    ['He works at the Department of Health and Human Services.', ['Department of Health and Human Services']],
    ['The Federal Bureau of Investigation called.', ['Federal Bureau of Investigation']],
    ['They study at the University of North Texas.', ['University of North Texas']],
    ['Acme Widgets Inc. sells them.', ['Acme Widgets Inc.']],
    ['The National Archives and Records Administration keeps it.', ['National Archives and Records Administration']],
  ])('%s', (text, expected) => {
    expect(bodies(text)).toEqual(expected);
  });

  test.each([
    'We celebrate American Archives Month.',
    'This Office is closed.',
    'Join our Services.',
    'A new service.',
  ])('none in: %s', (text) => {
    expect(bodies(text)).toEqual([]);
  });

  test('a short name in brackets is the same one further on', () => {
    const text = 'The Center for Charge Card Management (CCCM) is new. CCCM has a site; CCCMX is another.';
    const keys = lines(read(text), 'ORGANIZATION').map((line) => line.split(' → ')[1]);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });

  test('in a headline only what hardly ends anything else', () => {
    expect(bodies('Text.', 'Better Digital Services')).toEqual([]);
    expect(bodies('Text.', 'Stanford Valley University Opens')).toEqual([]);
    expect(bodies('Text.', 'News from Stanford Valley University')).toEqual(['Stanford Valley University']);
  });
});

test('spans are words of the text, whatever the text', () => {
  const word = fc.constantFrom(
    'Ryan',
    'Johnson',
    'de',
    'la',
    'Office',
    'of',
    'the',
    'U.S.',
    'and',
    'Bank',
    'Dr.',
    '&',
    '，',
    '青海',
    'X',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const text = words.join(' ');
      for (const { field, start, end, surface } of read(text).mentions)
        expect([field, surface]).toEqual(['BODY', text.slice(start, end)]);
    }),
  );
});
