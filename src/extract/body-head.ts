/** Words in which the names of companies, schools, societies and the like end, with what may not follow. */
export const HEADS =
  /(?:股份)?有限(?:责任)?公司|(?:集团|总|分)?(?<![子母该本])公司|人寿(?!保|险)|财险|产险|创投(?!板|圈)|(?<![注资])资本(?![市主金论支充利运开密性流外管项家化额缺结雄积账回约公本])|集团(?!军|化)|银行(?!卡|家|业|间|股|账|行长?|存|贷|界|系)|信用社|合作社|大学(?!生|毕|城|路|教|校|学|里|时|期|教授)|(?<!到)学院(?!派|路)|交易所|研究院|研究所|研究中心|研究会|出版社|报社|(?<!\d)日报(?!道)|晚报|时报|早报|晨报|商报|电视台|广播电台|通讯社|杂志社|俱乐部|基金会|促进会|联合会|协会|学会(?!议)|总会|商会|同业公会|理事会|组委会|筹委会|委员会|联合体|(?<!英雄)联盟(?!杯|军)|同盟(?!国|军)|医院(?!门)|卫生院|中学(?!生)|小学(?!生|校)|学校(?!里)|幼儿园|律师事务所|会计师事务所|事务所|证券(?!市|交|法|监|投|化|公司|业)|联合国军|制片厂|总厂|分厂|厂(?!商|家|房|长|里|区|址|矿|方|门|子|名|庆|校|级|内|外|党|务|领|办|史|歌|工)|艺术团|歌舞团|话剧团|交响乐团|乐团|合唱团|芭蕾舞团|杂技团|京剧团|舰队|舰艇编队|集团军|军区|大使馆|总领事馆|领事馆|领导小组|指挥部|派出所|看守所|实验室|监管局|电影公司|影业|传媒(?!业|界|报|学|大)|律所|智库|车队(?!长)/g;

const SUBTYPES: readonly (readonly [RegExp, string])[] = [
  [/公司|集团$|人寿|财险|产险|创投|资本|银行|证券|厂$|信用社|影业|传媒|事务所/, 'COMPANY'],
  [/大学|学院|中学|小学|学校|幼儿园/, 'SCHOOL'],
  [/[日晚时早晨商]报|报社|电视台|电台|通讯社|出版社|杂志社/, 'MEDIA'],
  [/交易所/, 'EXCHANGE'],
  [/医院|卫生院/, 'HOSPITAL'],
  [/研究|实验室|天文台/, 'RESEARCH'],
  [/使馆|领事馆/, 'GOVERNMENT'],
  [/舰队|编队|军区|集团军/, 'MILITARY'],
];
export const subtypeOfHead = (head: string): string | null =>
  SUBTYPES.find(([pattern]) => pattern.test(head))?.[1] ?? null;

/** Heads that make a name together with nothing but a place: 四川大学, 北京银行, 阿根廷航空公司. */
export const isPlaceNamed = (head: string): boolean => PLACE_NAMED.test(head);
const PLACE_NAMED =
  /大学|银行|(?<!\d)日报(?!道)|晚报|时报|早报|晨报|商报|电视台|博物馆|图书馆|美术馆|证券|学院|出版社|交易所|广播电台|中学|小学|航空公司|石油公司|总领事馆|大使馆|律师协会|乐团|剧院|歌舞团|研究院|舰队|军区/;

/** Heads of societies: 全国, 国际 and 世界 begin the names of such. */
export const isSociety = (head: string): boolean => SOCIETY.test(head);
const SOCIETY = /会$|联盟|同盟|联合体|研究院|研究中心|俱乐部|集团/;
