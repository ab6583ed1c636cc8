"""Which words of a paragraph stand in names and which act: 督导 names in 县委督导组 and acts in 督导各乡镇."""

from __future__ import annotations

import re

from kg.extract.founded import Founded
from kg.extract.rejections import reject
from kg.extract.token import Kind, Token
from kg.model import Span
from kg.rules import NameRule, Rules

_LEVELS = frozenset("省市县区州盟旗镇乡村")
_ORGANS = frozenset({"Committee", "Government", "Department", "PartyOrganization", "Organization", "TaskForce"})
# Heads that come into being for an activity, so that an unknown verb before them is likely part of the name.
_FOUNDED = frozenset({"Committee", "Department", "TaskForce", "Mechanism"})
_SENT = frozenset({"TaskForce", "PartyOrganization", "Group", "Post"})
_INNER = frozenset(["有关", "相关", "各", "各有关", "各相关", "其他", "其它"])
_GENERIC = frozenset({"Post", "Group", "Department", "Organization"})
_WITHIN = frozenset(["专门委员会", "工作委员会"])
# What is used and is rarely named by a verb: 起诉网络服务提供者, 发现平台内经营者.
_MEDIA = frozenset(["网络", "平台"])
_JOINT = frozenset(["联合", "驻", "派驻"])
_SHORT_HEADS = frozenset(["组", "队", "办", "科", "股", "室", "站", "中心", "小组", "专班"])
_PLACE_KINDS = frozenset(
    {Kind.NOUN, Kind.MODIFIER, Kind.LOOSE_VERB, Kind.OTHER, Kind.BARRIER, Kind.CLASSIFIER, Kind.NUMBER}
)
_GOVERNORS = frozenset(["归", "受", "服从", "接受", "由", "坚持"])
_VERBS = frozenset({Kind.LOOSE_VERB, Kind.VERB})
_FARTHEST = 8
_LONGEST_KIND = 3
_SITES = ("街道", "社区", "小区", "园区", "开发区", "林场", "水库")
_LONGEST_PLACE = 4


# Kinds that stand in names wherever they stand, and those that words around them decide about: nouns only between a
# head and what begins another name.
_NAMEABLE = bytes(kind in {Kind.NOUN, Kind.MODIFIER, Kind.ENCLOSED} for kind in range(256))
_WEIGHED = re.compile(
    b"[%b]|(?<=%c)[%b](?=[%b])"
    % (
        bytes([Kind.HEAD, Kind.ACTIVITY, *_VERBS, Kind.DETERMINER, Kind.PREPOSITION]),
        Kind.HEAD,
        bytes([Kind.NOUN, Kind.MODIFIER]),
        bytes([Kind.HEAD, Kind.DETERMINER]),
    )
)
_PASSED = frozenset({Kind.NOUN, Kind.MODIFIER, Kind.ACTIVITY, Kind.LOOSE_VERB})
_HEAD, _BLOCK = b"h", b"|"
_WAY = b"".join(_HEAD if kind == Kind.HEAD else b" " if kind in _PASSED else _BLOCK for kind in range(256))


class _Heads:
    """The heads that can be reached over words of names, from places asked for from left to right.

    Args:
        kinds: the kinds of the tokens of a paragraph.
    """

    def __init__(self, kinds: bytes) -> None:
        self._way = kinds.translate(_WAY) + _BLOCK
        self._next = self._last = self._stop = -1

    def next(self, i: int) -> int:
        """Return the next head from token i on, or -1."""
        if self._stop < i:
            self._stop = self._way.find(_BLOCK, i)
            self._last = self._way.rfind(_HEAD, i, self._stop)
        if self._next < i <= self._last:
            self._next = self._way.find(_HEAD, i)
        return self._next if i <= self._last else -1

    def last(self, i: int) -> int:
        """Return the last head from token i on, or -1."""
        return self._last if self.next(i) >= 0 else -1


class Boundaries:
    """Decides word by word, by the heads of `names.toml` and the triggers of `frames.toml`."""

    def __init__(self, rules: Rules) -> None:
        self._heads = rules.heads
        self._triggers = rules.frames_of
        self._overseeing = rules.kinds["overseeing"]
        self._grammar = rules.kinds["grammar"]
        self._purposes = rules.kinds["purpose"]
        self._opening = rules.kinds["opening"]
        self._taking = rules.kinds["taking"]
        self._directed = rules.kinds["directed"]
        # 将 before a name is more often a preposition.
        self._modal = {w for w, kind in rules.context_of.items() if kind == "required"} - rules.kinds["preposition"]
        self._charge = rules.kinds["charge"]
        self._founded = Founded(rules)

    def nameable(self, tokens: list[Token]) -> bytearray:
        """Return for each token 1 where it may stand in a name where it stands, else 0."""
        kinds = bytes([token.kind for token in tokens])
        found = bytearray(kinds.translate(_NAMEABLE))
        heads = _Heads(kinds)
        for weighed in _WEIGHED.finditer(kinds):
            i = weighed.start()
            kind, token = kinds[i], tokens[i]
            before = tokens[i - 1] if i and found[i - 1] else None
            if kind == Kind.HEAD:
                found[i] = not self._head_acts(tokens, i)
                if not found[i]:
                    reject(Span(token.start, token.stop), self._heads[token.word].id, "it acts here: a name follows")
                elif token.word[0] in _LEVELS or token.word.startswith(_SITES):
                    for k in range(self._place(tokens, i), i):
                        found[k] = 1
            elif kind == Kind.ACTIVITY:
                found[i] = not self._acts(tokens, i, before, heads.next(i + 1))
            elif token.word in _JOINT:
                found[i] = self._joint(tokens, i, before, heads.next(i + 1), heads.last(i + 1))
            elif kind in _VERBS:
                found[i] = self._compound(tokens, i, before, heads.next(i + 1)) or self._purpose(
                    tokens, i, before, heads.last(i + 1)
                )
            elif before is not None and kind != Kind.PREPOSITION:
                found[i] = (
                    self._inner(tokens, i, before) if kind == Kind.DETERMINER else not self._decides(tokens, i, before)
                )
        self._founded.mark(tokens, kinds, found)
        return found

    def _place(self, tokens: list[Token], i: int) -> int:
        """Return where the name of the place begins whose level or kind stands at i: 太石河+乡, 前铺+村, 清岭+县委."""
        first, length = i, 0
        for k in range(i - 1, max(-1, i - 1 - _LONGEST_PLACE), -1):
            token = tokens[k]
            length += len(token.word)
            if token.word in "年月日" and k and tokens[k - 1].kind == Kind.NUMBER:
                break
            single = len(token.word) == 1 and "\u4e00" <= token.word <= "\u9fff" and token.word not in self._grammar
            single = single and token.kind in _PLACE_KINDS
            known = token.kind == Kind.NOUN and token.tag in ("ns", "nr", "nz", "n", "j")
            if length > _LONGEST_PLACE or token.kind == Kind.HEAD or not (single or known):
                break
            first = k
        return first if sum(len(t.word) for t in tokens[first:i]) > 1 else i

    def _decides(self, tokens: list[Token], i: int, before: Token) -> bool:
        """Tell whether an unknown noun of action stands between two bodies as a verb: 县委编办核定县招商中心编制."""
        if tokens[i].tag != "vn" or len(before.word) < 2:
            return False
        after = tokens[i + 1]
        return self._complete(before) and (
            after.kind == Kind.DETERMINER or (after.kind == Kind.HEAD and after.word[0] in _LEVELS)
        )

    def _purpose(self, tokens: list[Token], i: int, before: Token | None, final: int) -> bool:
        """Tell whether a verb says what a body is for: 云山县推进城市更新工作领导小组."""
        if before is None or final < i + 2 or before.word[-1] not in _LEVELS or tokens[i].word not in self._purposes:
            return False
        rule = self._heads[tokens[final].word]
        return rule.alone and rule.verbs and rule.type in ("Committee", "TaskForce")

    def _joint(self, tokens: list[Token], i: int, before: Token | None, head: int, final: int) -> bool:
        """Tell whether 联合 or 驻 is part of a name: 联合督查组, 市纪委驻市公安局纪检监察组."""
        rule = self._heads[tokens[final].word] if final >= 0 else None
        if rule is None or not (rule.verbs or rule.type == "Department"):
            return False
        if tokens[i].word == "联合":
            return head == final and head <= i + 2 and rule.type in ("TaskForce", "PartyOrganization", "Mechanism")
        place = tokens[i + 1].tag == "ns" or (tokens[i + 1].kind == Kind.HEAD and tokens[i + 1].word[0] in _LEVELS)
        return place and before is not None and rule.type in ("TaskForce", "Department") and final > i + 1

    def _rule(self, token: Token) -> NameRule | None:
        return self._heads.get(token.word) if token.kind == Kind.HEAD else None

    def _head_acts(self, tokens: list[Token], i: int) -> bool:
        """Tell whether a head that may also be a verb (领导, 代表) is one here: before a name, or behind 归."""
        if tokens[i].word == "处":
            return self._placed(tokens, i)
        if tokens[i].word not in self._triggers and tokens[i].word not in self._directed:
            return False
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or after.kind in (Kind.COMMA, Kind.STOP):
            return self._governed(tokens, i)
        if after.kind == Kind.JOINER and i + 3 < len(tokens):
            return tokens[i + 2].word in self._triggers or (
                self._complete(tokens[i + 2]) and tokens[i + 3].kind == Kind.VERB
            )
        return after.kind <= Kind.TITLE or after.kind in (Kind.DETERMINER, Kind.NUMBER) or after.word == "下"

    def _placed(self, tokens: list[Token], i: int) -> bool:
        """Tell whether 处 says where something is or is a verb: 从采购人处获得, 由公安机关处警告."""
        rule = self._rule(tokens[i - 1]) if i else None
        fine = i + 1 < len(tokens) and tokens[i + 1].kind == Kind.NUMBER
        return rule is not None and (
            fine or (rule.type in _ORGANS and len(tokens[i - 1].word) > 1) or tokens[i - 1].word[-1] in "人者商户"
        )

    def _governed(self, tokens: list[Token], i: int) -> bool:
        for k in range(i - 1, max(-1, i - 1 - _FARTHEST), -1):
            if tokens[k].kind in (Kind.COMMA, Kind.STOP, Kind.VERB):
                return tokens[k].word in _GOVERNORS
            if tokens[k].word in _GOVERNORS:
                return True
        return False

    def _acts(self, tokens: list[Token], i: int, before: Token | None, head: int) -> bool:
        """Tell whether a word for an activity is the verb of its clause rather than part of a name."""
        if i + 1 == len(tokens):
            return False
        if i and tokens[i - 1].kind == Kind.ENCLOSED and tokens[i - 1].word[1:-1] + tokens[i].word in self._heads:
            return False  # “两新”组织
        trigger = tokens[i].word in self._triggers
        if trigger and i and tokens[i - 1].word in self._modal:
            return True
        after = tokens[i + 1]
        if after.kind == Kind.ENCLOSED and after.word[0] not in "（(":
            return trigger or before is None
        if after.kind in (Kind.DETERMINER, Kind.NUMBER, Kind.TITLE) and after.word != "等":
            return trigger
        rule = self._heads[tokens[head].word] if head >= 0 else None
        if rule is None:
            return trigger and before is not None and self._complete(before)
        if rule.type == "Post" and head == i + 1 and tokens[i].word in self._charge:
            return False
        between = tokens[i + 1 : head]
        opens = tokens[i].word in self._opening or (before is None and tokens[i].word in self._taking)
        if before is None and opens and between and after.kind in (Kind.NOUN, Kind.MODIFIER):
            return True
        if tokens[head].word[0] in _LEVELS or after.tag == "ns":
            return trigger or before is None
        made = rule.type == "Place" or (rule.type == "Group" and tokens[i].tag[0] == "v")
        if made and before is not None and self._complete(before):
            return True
        owner = self._rule(before) if before is not None else None
        if rule.type == "Mechanism" and between and owner is not None and owner.type in _ORGANS:
            return trigger or tokens[i].word in self._opening  # 市政府推进数字经济平台建设
        if not rule.verbs:
            return trigger or (opens and (before is None or tokens[i].tag == "v"))
        if tokens[i].word in self._directed:
            named = not between and before is not None and before.kind in (Kind.MODIFIER, Kind.NOUN)
            return not named and (rule.alone or bool(between))  # but 精神文明建设指导委员会
        if not between and before is None and tokens[head].word in _MEDIA:
            return tokens[i].word in self._opening and tokens[i].word in self._purposes
        if not between:
            return (
                before is None
                and rule.alone
                and len(tokens[head].word) > _LONGEST_KIND
                and (tokens[i].word in self._opening or tokens[i].word in self._overseeing)
            )
        if not trigger or all(t.kind == Kind.ACTIVITY for t in between):
            return False
        if before is not None and not self._complete(before):
            return False
        return rule.alone and rule.type in _SENT

    def _complete(self, token: Token) -> bool:
        """Tell whether a name may end with the token, so that it can be the subject of what follows."""
        rule = self._rule(token)
        return rule is not None and (len(token.word) > 1 or rule.type in _ORGANS)

    def _compound(self, tokens: list[Token], i: int, before: Token | None, head: int) -> bool:
        """Tell whether a verb that no rule knows stands in a name: 巩固 in 县巩固脱贫成果工作专班, 暗访 in 暗访组."""
        rule = self._heads[tokens[head].word] if head >= 0 else None
        if rule is None:
            return False
        if tokens[i].kind == Kind.VERB:
            return head == i + 1 and self._worded(tokens, i, rule)
        if not rule.verbs or rule.type not in _FOUNDED:
            return False
        if head == i + 1 and not rule.alone:
            return len(tokens[i].word) > 1 and tokens[head].word not in _MEDIA
        if before is None:
            return False
        plain = (before.kind in (Kind.NOUN, Kind.MODIFIER) and before.tag[0] != "a") or (
            not rule.alone and before.kind == Kind.ACTIVITY
        )
        return (len(before.word) == 1 and before.word in _LEVELS) or plain

    def _worded(self, tokens: list[Token], i: int, rule: NameRule) -> bool:
        """Tell whether a verb of the lexicon belongs to the head behind it: 推进组, 分管副县长."""
        if rule.type == "Post":
            return tokens[i].word in self._charge
        last = i + 2 == len(tokens) or tokens[i + 2].kind > Kind.TITLE
        return rule.verbs and not rule.alone and len(tokens[i].word) > 1 and last and tokens[i + 1].word in _SHORT_HEADS

    def _inner(self, tokens: list[Token], i: int, before: Token) -> bool:
        """Tell whether a determiner stands inside a name: 有关 in 公安部有关负责人, 其他有关 in 国务院其他有关部门."""
        last = i
        while last + 1 < len(tokens) and tokens[last + 1].word in _INNER:
            last += 1
        if tokens[i].word not in _INNER or last + 1 == len(tokens):
            return False
        if before.kind == Kind.DETERMINER:
            return True  # what holds for 其他 holds for 有关 behind it
        head = last + 1
        while tokens[last].word == "其他" and head + 1 < len(tokens) and tokens[head].kind < Kind.HEAD:
            head += 1  # 国务院其他金融监督管理机构
        rule, follower = self._rule(tokens[head]), tokens[last + 1].word
        follows = rule is not None and rule.type in _GENERIC and follower[0] not in _LEVELS
        follows = follows or tokens[head].word in _WITHIN
        official = rule is not None and rule.type == "Post" and before.word[-1] == "级"
        return follows and (self._complete(before) or before.word[-1] in "直属" or official)
