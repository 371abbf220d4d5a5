/**
 * How much more often a character stands in a given name than in running text, as a natural logarithm rounded
 * to −3 … 3; {@link UNSEEN_GIVEN} for a rare one.
 *
 * Counted from the personal names of three characters and the other words of the dictionary of
 * [@node-rs/jieba](https://github.com/napi-rs/node-rs) (MIT); words of kinship and rank (爷 哥 娘) are set to 0,
 * for its names of novels are full of them.
 */
export function givenNameScore(character: string): number {
  return given[character.charCodeAt(0)] as number;
}

/**
 * How much more often a word begins with this character because it is a surname, as a natural logarithm:
 * the share of the population that bears it against the share of running words that begin so. Undefined for
 * what is no surname.
 */
export function surnameScore(surname: string): number | undefined {
  if (surname.length === 1) return single[surname.charCodeAt(0)] === 1 ? surnames.get(surname) : undefined;
  return initial[surname.charCodeAt(0)] === 1 ? surnames.get(surname) : undefined;
}

/** True for a character that a surname begins with: asked of every word of a text. */
export const mayBeginSurname = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return single[code] === 1 || initial[code] === 1;
};

const UNSEEN_GIVEN = 0;

const GIVEN: readonly (readonly [number, string])[] = [
  [
    3,
    '德尔斯志玉王克宗云永宝春晓伯靖峰祥庆秀忠仁蓉荣丽伟俊君庄敏振祖凤杰尼梅芳恩叔瑞嘉贤宏康仲宇辉吉纳森泽燕鹏洪孝塔珍惠敬洛泉斐泰启寿鸿玲耀萍斌慧诺诚李誉鲁勒锡雷彦桂曼昭涛麟莱丁兆迪贞侠崇莲凯逊浩芬梁晋郎鸣' +
      '蒂钧乾铭霞炳佩杨毅汝亭鹤茂贝旭欣恒柏奎谦勋莉孟霖儒琪艳裕玄岳耶萨秉鼎怡朱娜乔菲魏甫翠婷兹翰尧佐吴禄赫钦渊瑜琳卓淑碧弘逸桑栋爵亨陈焕嗣菊桢禹旺颖轩琦翔慈玛虹媛傅廉骏艾澄尉赵藩驹弗巾彪淳穆莹沛肇卢祯弼婉尹' +
      '雯桐戈庚祠谏瑾舜娟毓薇寅巍丕瑶妮仕凌燮徵贾桓钰蔚荫琼灿璋霍祺萧楠棠郭彭翁琏慕铨彝杏璐铎吕恺雍祚馨孚瑟杜鑫茹笙狄枫殷贺虞瑛翊曹彬钊苌谟嵩贻葆霆倩雁韦沃岚迦莽杵晖槐邑琛祁淞姬歆俭昊韶懿懋帕筠嬷藤芹禧璞椿淇' +
      '霄妍蕾桦鼐炜苑镐皋泓晏邺阗陇沅猷匡昕绶曜澍耿玺岐胤鲸峪杲蟠坎茜浚骥侃纶荃镛莺珩娅柯逵玮贲汜芷滕煦溥晟鸥冉钗阎蔡骧洙翎莎淦墀姚沣晔菁闵荀劭臻羲銮铉娣袁舫洵诩蕙蓓荪昀磊缨骅榕昱蒿佶潘敖墉锷岑薛圻烨焯邓婕蘅' +
      '瓒楣黛僖焘煊筱鸾裴瀚靓漪玖曦邵褚炅仞苻镭璜叟闰镒梓熹晗晁冯诒邱锴钺珏翮蠡莘仝巽顼韫鹭钏荻姗',
  ],
  [
    2,
    '文明华光林英师金龙夫维昌良镇福兰兴飞拉树青景波刚襄松宁贵剑普卫臣奇廷顺丹守希绍兄秋继田雄延智博雪亮培虎健勇伦尚灵阿卡诗陵川郡仙寨圣仪冰登齐楚怀震雨伊梦瓦锦孙雅静盛岩亦乃冠钟衡琴叹岭哲龄珠润柱塞冬纯谷勤' +
      '扬佳隆昆刘宋朗阁辅堡溪紫跃抚豪唐炎湘遂奥恭锋洁宾柔孔颜辛允藻胡眉吾肃舒夷麦羽翼黎柳聪豫仆捷渠鹿伐敦乌韵秦舟惟卒丘屯霸塘辰耕慎昂禅赐斋遥陶晨坝丞坪侍晴衍潭仓啸帆宰勃逢庵峻蜀柜芽焉履滩谕媚霜圭朴雀丸梢兀龟' +
      '芝杉悦熊鹰崖卜垣涵衫巢浦娴湛硕镖铃骞潇彰愚涅羡葛梨熙豹渝蝶丙笛庐瞅粹徐禾肖绮哉兮曙瀛鞍榆苔沐鹃瞻恕蕊灼橙棱汴琢朔惕濂岱俞裔鸽穗楷宸芙涤绢札翘咏厄埠汶鳌萌汪俐蛟眯粟栎笃蝉锺谅绥稼拴澜樱揖谊芸矶帛壑颍岷濠' +
      '忒忻忱帧絮窦拯泗渚氓隽抿戎砚苓罡炫佚磐箫鹗彤鹄塬缰勺',
  ],
  [
    1,
    '之子公平小建海元东世安太正老江二清立利先士武亚特达义思汉阳儿红保河格笑才少基朝布引强风连远广真弟承胜花素罗乐章若木铁香白礼复善星邦掌初爱超友堂令喜银威群升巴桥冲双坚宣显庭富修周闻温厚献蒙右宪微监草念诸' +
      '封烈竹园甲哈毛忙旗奉湾宜怒丰索益托津奔洞夏顿季摇乘库叶御丝圆茶凡彩末绿佛沟渡岗晶盖尊迎欲宽努耳羊坦枝横伏抢埃纲寒潮牛肯谢虚腾赞拔嘴奏汤壮巨挺摩淮麻莫迁申镜坡池徽抱盈劲谋巡拜牧辽赤巧舍墨豆粉井皆疾默仰劝' +
      '乙扶朋峡咸旦驰吓狗拱呆瓜汗屏绪丛妙韩诏鸟娃锁蛇贯译沪凉愈契奈碑陪赋滨绵珊窑寄婴扎锐绣铸狮幼慰苗晃绳幽擒凝皱狼叙弦腊郑谱坤戴灌椒鉴榜闯匠遵朵哀罕冶蓝沈祝瞎赢汁纹仔劫谨纱庸茎纬戚佑刃歧歇蕴颂唤叉悟姿舵屿嘻' +
      '砂吟猫祀翅醇愁喀芦冀浴畏蜂勉膝弓浑璇娇疯墩椅煌迈茅醉宙瓷屁虏栖昔魁粤敷姥眠秩弥攀丐稷洼芒蚕拐麓倚帖苍罩宠唇绒鳞嫣镶烯玫瑰蓬宦悼棘皖劾溯祈寓亢苇勿逍爽滔韬揽栗宛裙犁闽锤庞灏俏歪娥烷沸嘶',
  ],
  [
    0,
    '大国家军生山天长道成三学新过民里兵氏西哥爷相帝见方城州美石科南心县水如高书村娘信传马侯权皇万治卿湖姐四加知入府领至根向应官源五寺僧望图京声宫总言功听命直姆女济派曾古举越史便母司营黄姊九百鱼岛神观非必赛' +
      '亲转密居六台依满皮殿庙占语张婆则备征姑客帅存校妹留攻均纪网七楼妈久洲精著策沙乡典列千苏斗帮致注板容觉惊节象切艺室洋露站训端范临召律陆忽环父刀衣归照班野冷印易背植养败伸菜督妃介含藏破简潜竟曲街欢烟载灭钢' +
      '钱遇男挥姨嫂答述港姓隐散骑奶虫充授壁桃休录固聚奴谓阵异映舞卷脉尖裁糖喊歌馆融肉盘幸换甘轮箭拥旨跳浮兼舅徒阴恐胆伍折尾杯岸鸡粮浪予灯符厅铜操贡曰炮鼓拳骨棋唯厉邻径顾呈赏惜恢渔脱繁鬼尤屋旋蛋键驾废阔岂吏寻' +
      '忍彻滋循猛雕袭丈殊驱辞削泊童腿漫胖荷泥甜仇尘频爹缘籍盐窝薄梯隶阅疆堪淡窗牢暖绩册砖钻闲添鄂递闪牵荐摸栏瓶堤棉浙筹猜尺炉飘恰嫩邪浅陕杭吹迟猪聘兽磷堰疏弃宅励刊押垂顷宿郁帽坊询巷棒丫咬圈丑郊捧扁董孤详矩瘦' +
      '畅杖棣辣函烂忧夸魔犹衔胃耐盼拾堆呵恋辟猎彼乳薪吊棚槽抹喂',
  ],
  [
    -1,
    '人中和为可来进主开政全其后自时发定本法同力行得化将都通代月门用名于经起路任原常北重前性者区业理日然头合内从无式提问口战教统关放农联死集运因增米改深步回果首族育身再考称管土干记标历率比取火药求约眼八解选' +
      '商何离房病色调众未察程采让极左字招余带积游轻黑甚费边足习状争施须略势影服尽置线酒演执抗严音球早护续拿参医材叫围境属告降器航劳细半往适单财词候随渐练击模证似夜推画支企射阶独喝效厂午确呼牙船查妇探补序毕针' +
      '恶额某域笔筑停沿择审怪既夺汇禁差荆鲜坛角愿谈座释秘买睛枪混顶欧害岁软旧疑沉妻醒倾救累付拍贴灰舰墙迹移幕净盟牌呀虑附奋竞侧刑享涨闹览翻肩悲洗荒伴侵寡倍罢稳绕弄荡肥硬靠零挂袋拖盆鼻涂厘惧舌迷锅唱喷雾尝腹拨' +
      '档焦粒轨途阻纵泡碎邮澳赖矛链蒸穴菌估逆弱忌措抑辨稀仗滚绘胁残祭炼悠援鞋卵炒搜仿哩侦傻邀匆泛藕颁寸枚胎吐俱搭覆杆斜狐扣勾篮腔臂踏夹纽冈魂屈涌悬贷悉辩懂溶偶衰轴撞廊躲袖艇璃囊筋践宴壳昏赴惨燃催衙拦浠',
  ],
  [
    -2,
    '一有会年上部多以能那作制分表又实点体与外度院意好面品流处变设术委所结十展情各目机第别接社当队己使想员今交议由计完车看走空际数样难量期及收气形规质系号指团受许识打副或界型话构近感快党住创论片防速研脸条杀' +
      '户划造示敌坐按始终助优止专送革落料股断油晚乎敢整脚责投层央待暗辑消架般矿配苦毫排孩卖写获刻味旁奖预血遗读危络缺协突仅假另退核仍呢斤页篇伙戏剂课恨染尸误私损暴束桌概趋俗滑穷役短饭饮税签替睡警访综缩烧玩析' +
      '磨毁趣挑输您貌缓追储讯纺币驻煤液刺浓迅匹扭咐斩漆漏斑碳稿扯拼枢逻牲阀骗嫁狱卑欺祸粘棺踪贪诊撒糕抛缝轿癌掘啥扮挤砍腺携尿笼吞剥颈纠叛俩恼辐驶僭闷嘛屽鏄',
  ],
  [
    -3,
    '在不地你工而下的也两去事间只是现已务省我手了次市物共说出位报类对被活更组却动几资场他给导持电值包级到就等热职局技视算食还装究亿项响决负准段办价此失错席并弹故伤激销紧要织除判评请什免吃么没检险最跟括们啊' +
      '店版址订例颗种块个吨亩箱句遍把床肚做压怕件套款碗秒辆纸反乱些产份担偏酸具货券返滴态脑障餐糊隔截批胞泪债届幅犯息旅扇扫抓底抬即掉播患案票距氧汽很熟狠售辈番着盾穿瞧码否粗讲艘触爆丧试贫跌较低倒遭掩题胶摄罪' +
      '弯纷慌痛冒绝该急帐据插跑墓像铺握媒怨亡割灾杂脂测肌涉困贼供限吸慢控贸剧湿爬诉况剩摆毒腰葬跪狂辖逐遣陷乏认埋但它减烦捉疗违避坏借够症忘怎惯愤戒抽挡捕啦扩肿需艰疼碍谁扰偿逃肝凭齿透盗膜署找租讨且脊互氨础偷' +
      '逼碰磁购裂丢殖刷抵罚凶拒验俄促塑编纤壤胸婚跨暂填漠吧肠轰扑搞骂腐肤爸污亏耗颇饰披脏械迫描炸畜妖拟这拆闭奸俘悄赶倘哭搬揭烤擦哪剉挖撤每吗咨咱垸她浜昨稍虽殑涓紝銆鐨锛',
  ],
];

const SURNAMES: readonly (readonly [number, string])[] = [
  [8, '李'],
  [7, '陈'],
  [6, '王刘杨赵吴朱郭'],
  [5, '张徐孙胡梁邓冯曹彭肖潘袁蔡蒋'],
  [4, '周林罗郑谢宋唐韩田董杜叶魏吕丁卢姚沈钟姜崔谭汪廖韦贾邹熊孟秦邱侯尹薛闫郝龚邵覃倪翁戚阮裴鲍詹'],
  [
    3,
    '黄马何余陆夏付雷黎陶贺孔康乔赖俞樊岳葛鲁柳邢殷柯梅霍甄耿柏翟聂滕萧冉喻靳褚闵瞿栾邝晏蒲褟桑阚晁郗冼佟郎鄢臧郜逯佘岑蔺辜桂卞竺栗励谌匡',
  ],
  [2, '高许曾程苏范金白段史毛顾戴莫汤易季齐焦纪庄温宁凌柴辛卓颜涂隋祝穆丛骆屈蓝巩苗饶芦麦阳巫敬甯仇楚郁庞仲'],
  [1, '曲荀苑宫盖粟麻宿尉揭冀敖楼亢扈晋米任石江龙钱严华左欧冷尤盛牛宗迟甘幸厉练景'],
  [0, '于方万武向常文路关单管游简包毕房车荆封利召边'],
  [-1, '解应'],
  [-2, '成'],
];
/** Surnames of two characters; those that are everyday words or places as well (东方, 西门) are left out. */
const COMPOUND =
  '欧阳 司马 诸葛 上官 皇甫 慕容 尉迟 公孙 令狐 司徒 夏侯 端木 南宫 轩辕 呼延 独孤 宇文 长孙 澹台 淳于 闻人 赫连 拓跋 完颜 叶赫 爱新觉罗';

const given = new Int8Array(0x10000).fill(UNSEEN_GIVEN);
for (const [character, score] of tableOf(GIVEN)) given[character.charCodeAt(0)] = score;

const surnames = new Map([...tableOf(SURNAMES), ...COMPOUND.split(' ').map((name) => [name, 6] as const)]);
/** By character code: 1 for a surname of one character, and for the first character of a longer one. */
const single = new Uint8Array(0x10000);
const initial = new Uint8Array(0x10000);
for (const name of surnames.keys()) (name.length === 1 ? single : initial)[name.charCodeAt(0)] = 1;

function tableOf(rows: readonly (readonly [number, string])[]): readonly (readonly [string, number])[] {
  return rows.flatMap(([score, characters]) => [...characters].map((one) => [one, score] as const));
}
