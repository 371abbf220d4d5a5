/** True for a character that writes a foreign sound in names, rarely used for anything else. */
export const isTypicalSound = (text: string, at: number): boolean => kinds[text.charCodeAt(at)] === TYPICAL;

/** True for every character in use for foreign sounds. */
export const isSounding = (text: string, at: number): boolean => (kinds[text.charCodeAt(at)] as number) > 0;

/** The same of a character that the segmenter cut as a word of its own: 和 and 向 are words then. */
export const isSoundingWord = (text: string, at: number): boolean =>
  isSounding(text, at) && alsoWords[text.charCodeAt(at)] === 0;

/** The marks that join the parts of a foreign name. */
export const isDot = (text: string, at: number): boolean => dots[text.charCodeAt(at)] === 1;

const TYPICAL_SOUNDS =
  '阿埃艾奥巴贝比彼波伯博布查茨达戴德登迪蒂丁顿厄恩尔法凡菲费芬弗福夫戈格葛古瓜圭哈赫霍基吉加贾杰卡凯坎康考科可克肯库拉莱兰朗劳勒雷里莉琳卢鲁露伦罗洛马玛迈麦曼蒙米密姆木穆拿娜纳奈内尼' +
  '涅妮诺努欧帕派佩皮珀泼普齐奇恰乔切琴仁荣茹瑞若萨塞赛桑瑟森沙莎珊绍舍圣施史士斯丝松索塔泰坦汤特滕汀廷图托脱瓦威韦维沃武乌希西锡谢辛雅亚扬耶叶依伊英尤扎詹佐兹';
const OTHER_SOUNDS =
  '包毕别采策昌川邓东富郭简喀孔匡孟纳涅儒寿腾田仙兴匈仰易永宰占章宗其敦卜睦钵搏臣果崔宏坤埔库恒拜朵柔桂榭汀涂渥络缇缅茵莽蓬蕾虞诗铁雄飒骆鹿龚廉思迈坎地佛仑伽侬俄兑勃卓吕咪哥噶坡堪墨奎姬嘉帝度廖弥律忒撒斐昆柏柴梯欣沁泽洁湛焦玖玻珠琪甘睿祖窦笛缪罕翁腊舒艺芙荷葆蔡薇薛蜜裴谭豪跋迦逊郎酋韩颇麻黛丽翰爱安昂白班邦鲍宾本道杜多丰甫贡海汉亨' +
  '洪胡华金津夸理利林路芒毛梅门摩默莫敏明南宁纽潘庞培彭平强钦丘邱让热日尚申苏唐陶提通陀万旺魏温文五伍夏香肖休许因裕约曾张兆哲芝治朱子什柯捷季伏冈高根盖贺怀惠建京久菊来赖黎列龙隆朴钱青' +
  '全容台铁王小修延雨远月云增珍真中重庄左慕彻楚措当范非冯敖芭得坚栋虎仕奔柳翠';
const ALSO_WORDS =
  '本多小大中强平云月雨重真增提通全日拿派让安度若因由以等达时使向比均来里和同为于有热高海路门白金江休爱青依陈万文林特图布普修建约道据索尚统得坚季';

const OTHER = 1;
const TYPICAL = 2;

/** By character code, so that asking costs one read. */
const kinds = tableOf([
  [OTHER_SOUNDS, OTHER],
  [TYPICAL_SOUNDS, TYPICAL],
]);
const alsoWords = tableOf([[ALSO_WORDS, 1]]);
const dots = tableOf([['·•・‧．', 1]]);

function tableOf(rows: readonly (readonly [string, number])[]): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const [characters, value] of rows) for (const one of characters) table[one.charCodeAt(0)] = value;
  return table;
}
