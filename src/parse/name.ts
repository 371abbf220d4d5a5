import type { AuthorKind } from '../model/document.ts';

/**
 * Whether a credited name is a person or an organisation. Only what shows itself as an organisation is
 * taken for one; an unknown handle is a person.
 */
export function classifyName(name: string): AuthorKind {
  if (FEED_TITLE.test(name)) return 'ORGANIZATION';
  if (ORGANIZATION_WORD.test(name) || KNOWN_MEDIA.test(name)) return 'ORGANIZATION';
  if (isHanPersonName(name)) return STRONG_SUFFIX.test(name) ? 'ORGANIZATION' : 'PERSON';
  if (STRONG_SUFFIX.test(name) || WEAK_SUFFIX.test(name)) return 'ORGANIZATION';
  return ENGLISH_ORGANIZATION.test(name) ? 'ORGANIZATION' : 'PERSON';
}

/** True for a Chinese surname and one to three more characters, or a transliterated name with a middle dot. */
export function isHanPersonName(name: string): boolean {
  if (/^\p{Script=Han}{1,8}(?:[·•・]\p{Script=Han}{1,8}){1,3}$/u.test(name)) return true;
  if (!/^\p{Script=Han}{2,5}$/u.test(name) || NO_NAME.test(name)) return false;
  const compound = COMPOUND_SURNAMES.has(name.slice(0, 2));
  const given = name.length - (compound ? 2 : 1);
  return compound ? given >= 1 && given <= 3 : SURNAMES.has(name[0] as string) && given >= 1 && given <= 3;
}

/** True for one to four capitalised Latin words, e.g. `Jane Doe`, `J. R. O'Neil`. */
export const isLatinPersonName = (name: string): boolean =>
  /^\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:van|von|de|da|del|der|la|le|bin|al)\s+)*\p{Lu}[\p{L}.'’-]*){0,3}$/u.test(name) &&
  name.length <= 40;

const FEED_TITLE = /\S\s+[-–—|｜]\s+\S/;
const ORGANIZATION_WORD =
  /(?:日报|晚报|早报|晨报|时报|商报|周刊|周报|杂志|新闻|财经|快讯|电报|资讯|观察|频道|编辑部|编辑室|团队|小组|集团|公司|中心|大学|学院|研究院|研究所|银行|证券|基金|期货|协会|学会|联盟|委员会|[管居村]委会|办公室|政府|科技|传媒|媒体|论坛|社区|平台|实验室|工作室|中文网|头条|客户端|公众号|出版社|通讯社|电视台|广播|卫视|在线|俱乐部)(?:网|社|版|号)?$/;
const KNOWN_MEDIA =
  /^(?:新华|人民网|央视|新浪|腾讯|网易|搜狐|凤凰|澎湃|财联|界面|虎嗅|钛媒体|视觉中国|东方IC|掘金|知乎|雪球|币世界|36\s?[kK氪]|cnBeta|199IT|InfoQ|IT之家|少数派)/i;
const STRONG_SUFFIX = /[社报网局厅署委部处号]$/;
const WEAK_SUFFIX = /[会台院所司]$/;
const ENGLISH_ORGANIZATION =
  /\b(?:team|staff|desk|office|editors|editorial|newsroom|news|press|times|media|agency|association|department|ministry|bureau|council|committee|foundation|university|institute|inc|ltd|llc|corp|corporation|company|group|labs?|community|project|administration|blog|journal|magazine|daily|weekly|network|cent(?:er|re)|service|services|society|gov|reuters|bloomberg|xinhua|afp)\b\.?|\.(?:com|org|net|gov|cn)$/i;

/** Words that begin with a surname's character and are no names. */
const NO_NAME =
  /^(?:从|向|于|和|及|时|任|在)|记者|编辑|作者|获悉|了解|报道|报导|采访|表示|致电|注意|发现|高度|方面|时间|马上|安全|全国|金融|方向|成为|应该|国家|本报|通讯|综合|整理|供图|摄影|文字|图片|来源|未经|授权|转载|责任|实习|见习|简介|介绍/;

const SURNAMES: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥郁南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由李劉陳楊黃趙吳馬鄭謝許韓馮鄧蕭蔣葉蘇呂盧鍾譚陸範賈韋鄒閻龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶魯歐關蘭寧紀畢單駱藍華饒陽農繆簡車項連婁竇黨費衛應邊師喬叢鞏談樂儲闞權強練祖門雲賓',
);

const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  '欧阳 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 东门 西门 歐陽 司馬 東方 諸葛 尉遲 赫連 公孫 長孫 鍾離'.split(
    ' ',
  ),
);
