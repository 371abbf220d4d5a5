import { describe, expect, test } from 'vitest';
import { creditsOfValue, frontMatterCredits, mergeCredits, printedCredits } from '../../src/parse/byline.ts';
import { isEditorLine, readCreditLine } from '../../src/parse/credit-line.ts';
import { classifyName, isHanPersonName } from '../../src/parse/name.ts';

const short = (line: string): readonly string[] | null =>
  readCreditLine(line)?.map(({ role, name, affiliation }) =>
    [role, name, affiliation].filter((part) => part !== null).join(' '),
  ) ?? null;

describe('a byline as printed', () => {
  test.each([
    ['澎湃新闻记者 叶映荷', ['REPORTER 叶映荷 澎湃新闻']],
    ['本报记者 王小明', ['REPORTER 王小明']],
    ['记者 张三 李四', ['REPORTER 张三', 'REPORTER 李四']],
    ['新华社记者李明、王强', ['REPORTER 李明 新华社', 'REPORTER 王强 新华社']],
    ['每经记者：李 娜 每经编辑：赵云', ['REPORTER 李娜 每经', 'EDITOR 赵云 每经']],
    ['见习记者 张三 北京报道', ['REPORTER 张三']],
    ['本报记者 欧阳修文', ['REPORTER 欧阳修文']],
    ['责任编辑：刘万里 SF014', ['EDITOR 刘万里']],
    ['（责任编辑：王蒙）', ['EDITOR 王蒙']],
    ['作者：张三（某大学教授）', ['AUTHOR 张三']],
    ['译者：eriwoon', ['TRANSLATOR eriwoon']],
    ['文/张三', ['AUTHOR 张三']],
    ['通讯员 王五', ['CONTRIBUTOR 王五']],
    ['摄影：李四', ['PHOTOGRAPHER 李四']],
    ['责任校对：赵六', ['PROOFREADER 赵六']],
    ['来源：新华社', ['CONTRIBUTOR 新华社']],
    ['明報記者 岑曉渡', ['REPORTER 岑曉渡 明報']],
    ['（責任編輯：陳大文）', ['EDITOR 陳大文']],
    ['攝影：歐陽修', ['PHOTOGRAPHER 歐陽修']],
    ['By Jane Doe and John Roe', ['AUTHOR Jane Doe', 'AUTHOR John Roe']],
  ])('%s', (line, credits) => {
    expect(short(line)).toEqual(credits);
  });
  test.each([
    '记者获悉',
    '记者从云南省获悉',
    '记者注意到',
    '资料来源：Wind',
    '作者：佚名',
    '作者简介',
    '译者：ID',
    '责任编辑：',
    'By the numbers',
    '编辑部发现了一个问题，并作出说明。',
    '记者在现场看到，张三正在工作',
  ])('“%s” credits nobody', (line) => {
    expect(short(line)).toBeNull();
  });
  test('a reporter in brackets behind a dateline belongs to its agency', () => {
    expect(printedCredits('新华社北京3月22日电（记者孙少龙）民政部22日发布消息。')).toEqual([
      { role: 'REPORTER', name: '孙少龙', kind: 'PERSON', affiliation: '新华社', provenance: 'BYLINE' },
    ]);
  });
  test('other brackets are prose', () => {
    expect(printedCredits('该公司（编辑部设在北京）表示，记者（多数为兼职）很忙。')).toEqual([]);
  });
  test('only editors’ lines are footers', () => {
    expect(['责任编辑：张玫', '编辑：张三 校对：李四', '作者：张三', '记者 张三'].map(isEditorLine)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('credits of the front matter', () => {
  const names = (value: string): readonly string[] =>
    creditsOfValue('AUTHOR', value).map(({ role, name }) => `${role} ${name}`);
  test.each([
    ['何子波、金敏', ['AUTHOR 何子波', 'AUTHOR 金敏']],
    ['Ann Lee, Bo Ek ', ['AUTHOR Ann Lee', 'AUTHOR Bo Ek']],
    ['甲团队，乙团队', ['AUTHOR 甲团队', 'AUTHOR 乙团队']],
    ['某网 - 快讯', ['AUTHOR 某网 - 快讯']],
    ['Acme, Inc.', ['AUTHOR Acme, Inc.']],
    ['Ann Lee https://example.org/ann', ['AUTHOR Ann Lee']],
    ['Ann Lee <ann@example.org>', ['AUTHOR Ann Lee']],
    ['澎湃新闻记者 叶映荷', ['REPORTER 叶映荷']],
    ['null', []],
  ])('%s', (value, expected) => {
    expect(names(value)).toEqual(expected);
  });
  test('lists, nulls and objects with a name are read', () => {
    const frontMatter = {
      authors: ['张三', null, { name: '李四', url: 'x' }],
      translator: '王五',
      tags: ['赵六'],
    };
    const credits = frontMatterCredits(frontMatter, ['authors']);
    expect(credits.map(({ role, name }) => [role, name])).toEqual([
      ['AUTHOR', '张三'],
      ['AUTHOR', '李四'],
      ['TRANSLATOR', '王五'],
    ]);
  });
  test('one name in one role is one credit, however it is written', () => {
    const merged = mergeCredits([
      { role: 'AUTHOR', name: '葉映荷', kind: 'PERSON', affiliation: null, provenance: 'FRONT_MATTER' },
      { role: 'AUTHOR', name: '叶映荷', kind: 'PERSON', affiliation: '某报', provenance: 'BYLINE' },
      { role: 'EDITOR', name: '叶映荷', kind: 'PERSON', affiliation: null, provenance: 'FOOTER' },
    ]);
    expect(merged.map(({ role, name, affiliation }) => [role, name, affiliation])).toEqual([
      ['AUTHOR', '葉映荷', '某报'],
      ['EDITOR', '叶映荷', null],
    ]);
  });
});

describe('persons and organisations', () => {
  test.each(['叶映荷', '欧阳修', '令狐冲', 'linuxsuren', 'Jane Doe', '阿卜杜拉·马利克', '花肉', '王会'])(
    '%s is a person',
    (name) => {
      expect(classifyName(name)).toBe('PERSON');
    },
  );
  test.each([
    '新浪财经',
    '财联社',
    '人民网',
    '解放日报',
    '教育部',
    '36kr',
    'SOFA 团队',
    '某报 - PDF 版',
    'The Core Team',
    'Office of Communications',
    '管委会',
  ])('%s is an organisation', (name) => {
    expect(classifyName(name)).toBe('ORGANIZATION');
  });
  test.each(['获悉', '从云南', '记者', '于是', '时间表'])('%s is no person’s name', (name) => {
    expect(isHanPersonName(name)).toBe(false);
  });
});
