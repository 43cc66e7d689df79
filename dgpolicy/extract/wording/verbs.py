"""The lexicon of policy verbs, once, for pledges and actions alike; all of it folded
(so 复盖 and 显着 for 覆蓋 and 顯著).

Collected from the wording of plans, work reports and press releases, and longest word first: a
word of the list inside a longer one of the list does not count.
"""

from __future__ import annotations

import re

# What official prose does, as the head of a clause without a subject.
VERBS = frozenset(
    re.findall(
        r"\S+",
        """
    推动 推进 推广 推行 推出 推介 推选 推荐 促进 促成 加强 强化 增强 提升 提高 提振 提供 提出 优化
    完善 健全 建立 建设 建成 建好 建强 建造 建构 建置 构建 营造 构筑 打造 打通 打好 打赢 打击 打响
    搭建 组建 筹建 新建 改建 扩建 共建 创建 修建 修订 修复 修缮 兴建 续建 开建 在建 重建 改造 改善
    改进 改革 改良 实施 实行 实现 实践 落实 落细 贯彻 执行 开展 开发 开通 开工 开行 开放 开辟 开拓
    开设 开启 开办 启动 启用 启建 发展 发挥 发放 发布 发行 发起 发扬 发动 培育 培养 培训 培植 壮大
    做强 做大 做优 做好 做实 做精 做深 做细 做足 做到 抓好 抓实 抓紧 抓住 狠抓 紧抓 严抓 办好 办成
    办理 用好 用活 用足 管好 守好 守住 守牢 筑牢 夯实 扩大 扩展 扩充 扩容 拓展 拓宽 引进 引导 引入
    引育 引领 招引 招商 吸引 集聚 汇聚 聚集 聚力 凝聚 整合 融合 统筹 协调 协同 联合 联动 对接 衔接
    畅通 疏通 连通 贯通 支持 支援 扶持 帮扶 帮助 鼓励 激励 激发 释放 撬动 带动 拉动 助力 赋能 服务
    服务好 保障 保护 保持 保证 维护 维持 巩固 稳定 稳住 稳妥 确保 力争 争取 力保 力促 力求 争创
    争当 深化 深耕 深挖 深入 细化 量化 优先 简化 精简 压减 压缩 压实 压降 减少 减轻 减免 降低 降准
    取消 清理 清零 整治 整顿 治理 惩治 查处 查办 查清 严查 严打 严控 严守 严格 严肃 严惩 规范 监管
    监督 监测 防范 防止 防控 化解 遏制 杜绝 消除 破除 破解 攻克 攻坚 解决 根治 处置 处理 应对 制定
    制订 订定 编制 编列 编写 出台 印发 起草 研判 研究 研制 研拟 研发 谋划 规划 探索 试点 试行 创新
    创造 创设 设立 设置 增设 增加 增进 增建 新增 新设 新开 布局 部署 安排 配备 配置 配套 布设 加密
    加装 加大 加快 加速 加码 加固 加开 举办 举行 承办 召开 组织 动员 宣传 弘扬 传承 传播 普及 推展
    落地 投入 投资 投放 投用 投产 建制 调整 调动 调控 调度 调升 调高 调低 上调 下调 提前 提速 提质
    提早 升级 更新 换发 转型 转化 转变 丰富 繁荣 活跃 盘活 振兴 唱响 树立 塑造 形成 造就 擦亮 讲好
    选派 选取 选拔 遴选 认定 评选 评定 储备 收储 收购 收回 采购 采取 采用 购置 运用 利用 应用 使用
    发掘 挖掘 摸清 厘清 理顺 明确 确立 确定 划定 核定 核查 核发 检讨 检视 检查 审查 审批 审议 审理
    督促 督导 督办 考核 追究 问责 追责 强制 责成 委托 授权 赋予 下放 承接 对标 参与 参加 融入 加入
    签署 签订 签约 商签 达成 缔结 履行 恪守 遵守 坚持 坚守 坚定 坚决 践行 秉持 秉承 补助 补贴 补齐
    补强 补短板 奖励 资助 注资 拨款 拨出 预留 减征 免征 免除 豁免 延续 延长 延伸 续办 继续 持续
    维系 回应 回馈 关爱 关心 照顾 照护 呵护 保育 活化 救助 安置 兜底 兜牢 托底 复盖 普惠 惠及 共享
    均衡 缩小 缩短 缩减 放宽 放开 放活 放大 松绑 搞好 搞活 激活 唤醒 盯紧 紧盯 紧扣 突出 突破 抢占
    抢抓 抢建 把握 把好 掌握 争做 勇攀 跑出 迈向 走好 走出 办实 建言 编印 制作 制成 开征 征收 征集
    招聘 招募 招收 扩招 录用 聘用 辅导 辅助 协助 协力 促使 催生 孵化 孕育 孵育 种植 造林 绿化 美化
    亮化 净化 疏浚 疏解 疏导 分流 分类 分级 分步 分批 建档 登记 备案 汇编 汇总 公开 公布 公示 通报
    披露 导入 扩增 落成 动工 竣工 完工 通车 交付 上线 运行 运营 试运行 接入 联通 互认 互通 收集
    收治 治愈 诊治 预防 接种 检测 检验 检疫 排查 整改 拆除 拆迁 迁移 搬迁 腾退 腾出 置换 划拨 出让
    供应 供给 供地 投运 稽查 稽核 取缔 惩处 处罚 破获 侦办 侦破 坚定不移 扎根 植根 建链 补链 延链
    强链 稳链 壮链 给予 予以 挂图作战 倒排 因城施策 分类施策 增开 增派 增购 增聘 增配 增投 增发
    增放 添置 加派 铺设 架设 敷设 栽植 选树 选育 选聘 派出 派驻 送医 签发 减收 降本 降费 降息 租购
    采集 储存 筹集 筹措 筹备 筹划 筹办 腾挪 腾笼换鸟 抽查 抽检 摸排 走访 慰问 护航 护送 管控 管护
    管住 看住 看好 稳控 严禁 严防 严管 严把 堵住 堵塞 填补 弥补 清退 清收 清欠 清淤 清除 回购 接管
    收紧 松开 打开 敞开 开足 开好 开工建设 定向 争列 争夺 夺取 冲击 跨入 迎接 推向 推上 推至 延揽
    揽才 引才 留住 留下 用工 稳岗 援助 捐助 赠送 派发 派送 兴办 兴修 铸造 铸牢 涵养 滋养 浇筑 织密
    织牢 拧紧 绷紧 优选 精选 严选 甄选 试验 试办 验收 验证 跟进 跟踪 追踪 追缴 问效 问需 解难 纾困
    纾解 舒缓 放管服 协办 主办 联办 共办 合办 合建 联建 共治 共管 共商 共推 互换 互派 互设 送达
    到位 建档立卡 见效 叫响 亮出 展示 展现 展开 演练 训练 练好 补上 补足 补充 补办 补种 复种 复垦
    复苏 恢复 重启 重塑 重构 重整 重组 再造 翻新 翻建 修筑 修编 编修 撰写 拟订 拟定 议定 订购 定制
    订阅 提标 提级 提取 提效 提能 提炼 扬优 扬长 攻坚克难 闯出 趟出 蹚出 走深走实 做靓 做响 叠加
    放款 放贷 贷款 融通 授信 担保 保险 理赔 结算 统计 普查 勘查 测绘 调查 调研 调解 调处 调配 调剂
    盘整 梳理 整理 归集 归并 合并 并入 划入 划转 移交 移送 转移 转办 转让 转入 流转 轮换 轮训 竞赛
    评估 评价 评审 评议 晾晒 通办 代办 帮办 快办 即办 专办 简办 办结 受理 接诉即办 落户 落子 入驻
    入园 入库 上市 上马 上云 嵌入 植入 引种 繁育 养护 养殖 放流 捕捞 退耕 退捕 禁止 限制 限定 控制
    约束 克服 战胜 扭转 止住 改变 变革 变现 兑付 倒逼 兑现 全复盖 回收 压紧 压茬 守护 守稳 当好
    扛牢 扛起 扛稳 挑起 拿出 保交楼 租购并举 升格 建实 激扬 厚植 增辟 力推 力拼 冲刺 达到
    超过 翻番 步入 进入 跻身 位居 完成 建完 修改 修正 订立 引介 媒合 串联 串接 链结 链接
    鼓舞 精进 强健 充实 充分 汰换 汰除 更换 设法 精准 持之以恒 久久为功 全面 全力 大力 着力 奋力
    努力 积极 主动 协商 谈判 磋商 洽谈 对话 交流 合作 来往 出席 捍卫 反对 打破 维稳 保供 保民生
    稳就业 稳增长 稳外贸 促消费 扩内需 防风险 守底线 强基础 优服务 惠民生 联防联控 争先 摆上 主持
    处置好 处理好 发挥好 统筹好 利用好 保护好 管理好 维护好 组织好 实施好 落实好 完成好 盘点 倡导
    提倡 引荐 护佑 唱好 演好 答好 写好 绘就 书写 谱写 树牢 站稳 端牢 端稳 改写 校正 纠正 纠治 整肃
    清查 拔除 铲除 根除 惩戒 吊销 暂停 停止 停收 缓缴 缓征 返还 退还 退税 抵扣 抵免 加计 分摊 补缴
    补建 补植 采纳 吸收 吸纳 容纳 承担 承诺 保留 留存 预警 预报 预备 演示 讲解 讲授 教育 教授 教导
    传授 传递 输送 运送 配送 投递 递交 提交 上报 汇报 通知 告知 提醒 警示 约谈 问询 听取 征求 征询
    采信 复核 复查 核实 核对 核准 许可 准予 允许 容许 放行 通关 便利 方便 缩编 撤销 撤并 裁撤 合署
    增编 扩编 落编 聚拢 收拢 拢住 成立 释出 创办 增拨 招录 引聘 加推 续推 加建
    """,
    )
)
# Verbs that more often stand as nouns inside a clause: 發展質量, 教育局.
NOUNS = frozenset(
    re.findall(
        r"\S+",
        """
    创新 发展 服务 合作 投资 运营 规划 监管 改革 应用 保障 保护 管理 融合 部署 安排 支持 治理 建设
    研究 研发 开发 交流 教育 宣传 统计 布局 登记 培训 生产 改造 检验 监测 引领 示范
    运行 达到 集聚 对接 联动 超过 突破 更新 审批 调度 精准 招商
    """,
    )
)
# What only prepares a verb; 加快 and its like are the verb where no other follows.
ADVERBS = frozenset(
    re.findall(
        r"\S+",
        """
    加快 全力 全力以赴 深入 持续 进一步 大力 积极 着力 奋力 努力 扎实 切实 有序 稳步 稳妥 稳慎
    全面 充分 认真 严格 坚决 坚定 坚定不移 毫不动摇 毫不放松 毫不松懈 高质量 高标准 高水平 高效
    高位 高规格 高起点 高效能 不断 始终 继续 更加 更好 更大力度 更大 更多 更 优先 重点 科学 合理
    统筹 精准 主动 抓紧 尽快 尽早 尽力 尽最大努力 及时 适时 适度 适当 逐步 逐年 分步 分批 分期
    分类 分层 分层分类 分级 依法 依规 依法依规 联合 协同 同步 同时 统一 共同 一并 并 并且 也 还 亦
    再 又 均 都 就 先 再次 特别 尤其 尤其是 特别是 另外 此外 而且 从而 进而 以及 加速 加力 提速
    提前 有效 有力 有针对性地 常态化 系统 集中 广泛 牢牢 加紧 强力 务实 灵活 审慎 妥善 深度 率先
    带头 自觉 创新性 创造性 因地制宜 千方百计 想方设法 多措并举 下大力气 一体 一体化 一体推进
    一如既往 坚持不懈 锲而不舍 驰而不息 用心用情 用心 用情 真正 从严 从快 从速 从优 严厉 严密 普遍
    必须 务必 应当 应 须 需要 一定 可以 可 能够 将 要 会 拟 计划 准备 打算 预计 致力于 致力 着手
    并将 分别 陆续 大幅 大幅度 显着 稳健 直接 重新 对应 多渠道 多渠道地 多方 多方面 规范 有机 整体
    综合 长期 今年 明年 年内 自
    """,
    )
)


def _by_head(words: frozenset[str], size: int) -> dict[str, tuple[int, ...]]:
    """The first characters to the lengths of the words that begin with them, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:size], set()).add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


_VERB_LENGTHS, _ADVERB_LENGTHS = _by_head(VERBS, 2), _by_head(ADVERBS, 1)
_OPENERS = " \"'([\u200b\ufeff-·•●■◆▪"


def verb_end(text: str, at: int, end: int) -> int:
    """Where the verb that begins at ``at`` ends, 0 where none begins there.

    >>> verb_end("推进水厂建设", 0, 6), verb_end("水厂", 0, 2)
    (2, 0)
    """
    for length in _VERB_LENGTHS.get(text[at : at + 2], ()):
        if at + length <= end and text[at : at + length] in VERBS:
            return at + length
    return 0


def adverb_end(text: str, at: int, end: int) -> int:
    """Where the adverb that begins at ``at`` ends, 0 where none begins there.

    >>> adverb_end("进一步推进", 0, 5), adverb_end("推进", 0, 2)
    (3, 0)
    """
    for length in _ADVERB_LENGTHS.get(text[at : at + 1], ()):
        if at + length <= end and text[at : at + length] in ADVERBS:
            stop = at + length
            return stop + 1 if text[stop : stop + 1] == "地" and stop < end else stop
    return 0


def head(text: str, at: int, end: int) -> tuple[int, int, tuple[int, int] | None]:
    """The opening of a clause: where its adverbs end, where the verb after them ends, else 0.

    The third value is the last adverb that can itself be the verb, such as 加快.

    >>> head("加快建设水厂", 0, 6), head("加快互联互通", 0, 6)
    ((2, 4, (0, 2)), (2, 0, (0, 2)))
    """
    own = None
    while at < end and text[at] in _OPENERS:
        at += 1
    while stop := adverb_end(text, at, end):
        longer = verb_end(text, at, end)
        if longer > stop:
            return at, longer, own
        if longer:
            own = (at, longer)
        at = stop
    return at, verb_end(text, at, end), own


def first_verbs(text: str, at: int, end: int) -> list[tuple[int, int]]:
    """Every verb of a stretch, from left to right, none inside another.

    >>> first_verbs("对企业给予补助", 0, 7)
    [(3, 5), (5, 7)]
    """
    found = []
    while at < end:
        stop = verb_end(text, at, end)
        if stop:
            found.append((at, stop))
        at = stop or at + 1
    return found
