import type { EntityKey } from '../model/entity.ts';
import type { Gazetteer } from './gazetteer.ts';

export interface Meaning {
  readonly key: EntityKey;
  /** Nobody would ask which is meant. */
  readonly isUsual: boolean;
  readonly isNamed: boolean;
}

/** What a one-character name means in an article. */
export interface Letters {
  /**
   * The place `letter` stands for: the one named in full in the article, where one is; else, when `isUsual`, the one
   * everybody means by it (美: the United States); else the likeliest.
   */
  meaning(letter: string): Meaning | undefined;
}

/** By the abbreviations of the gazetteer, and the places an article names in full. */
export function createLetters({ letters }: Gazetteer, named: ReadonlySet<EntityKey>): Letters {
  return {
    meaning(letter) {
      const keys = letters.get(letter);
      if (keys === undefined) return undefined;
      const present = keys.filter((key) => named.has(key));
      const usual = USUAL[letter] as EntityKey | undefined;
      const key = present.length === 1 ? present[0] : (usual ?? present[0] ?? keys[0]);
      return key === undefined ? undefined : { key, isUsual: key === usual, isNamed: present.includes(key) };
    },
  };
}

/** Understood without the full name anywhere. */
const USUAL: Readonly<Record<string, string>> = {
  中: 'country:CN',
  华: 'country:CN',
  美: 'country:US',
  日: 'country:JP',
  俄: 'country:RU',
  韩: 'country:KR',
  朝: 'country:KP',
  英: 'country:GB',
  法: 'country:FR',
  德: 'country:DE',
  印: 'country:IN',
  欧: 'geo:欧洲',
  非: 'geo:非洲',
  拉: 'geo:拉丁美洲',
};
