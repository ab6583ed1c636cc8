"""Posts: who holds one (县委书记贺长河), and who thereby leads a body or is a member of it (由县长任组长)."""

from __future__ import annotations

from dataclasses import replace

from kg.extract.clauses import Element, Part
from kg.extract.coordination import NounPhrase
from kg.extract.objects import behind_of, followed_by_of
from kg.extract.phrases import Phrase
from kg.extract.states import Arguments, State
from kg.model import Mention, Modality, Span, Statement
from kg.rules import PostRule, Rules
from kg.schema import load_schema

_BODIES = frozenset(
    {"Committee", "TaskForce", "Department", "PartyOrganization", "Mechanism", "Organization", "Government"}
)
# A title before a name says that its holder leads or belongs to one of these, and no more of other organs.
_JOB_BODIES = frozenset({"committee.coordinating"})
_LONGEST_QUOTE = 120
# Posts that those who are named behind their first holder hold as well: 副县长贺启明、罗晓, 县委常委石向东、周明远.
_SEVERAL = ("委员", "常委", "成员", "代表", "领导", "调研员", "巡视员", "组员", "理事")


def mention(phrase: Phrase) -> Mention:
    """Return the mention that a phrase is."""
    span, aliases = Span(phrase.start, phrase.stop), tuple(phrase.aliases)
    return Mention(span, phrase.name, phrase.type, phrase.count, phrase.rule, phrase.determiner, aliases)


def titles(nouns: NounPhrase, state: State, rules: Rules) -> list[Statement]:
    """State the posts that stand before names, and the bodies thereby led: 第一巡察组组长何建平.

    The last post before a list of names is held by all of them, where several may hold it.
    """
    found: list[Statement] = []
    common: list[Phrase] = []
    for person in nouns.members:
        common = person.titles or (common if person.type == "Person" else [])
        for title in person.titles or [t for t in common[-1:] if t.name.endswith(_SEVERAL) or "副" in t.name]:
            quote = Span(title.start, person.stop)
            found.append(Statement("holdsPost", mention(person), mention(title), quote, "post.title"))
            body, standing = _body_in_name(title, state, rules), standing_of(title, rules)
            if title.name in rules.grammar["team.post"]:
                body = carried_body(state)
            if body is not None and standing is not None and (body.type == "TaskForce" or body.rule in _JOB_BODIES):
                found += in_body(standing, person, body, quote, "asserted")
    return found


def appointment(row: list[Element], i: int, args: Arguments, state: State, rules: Rules) -> list[Statement]:
    """State what 任, 担任 or 为 at i says: who holds which post, and what that makes of them in the body.

    Args:
        row: the clause.
        i: where the verb stands.
        args, state: what the clause has said before the verb, and the clauses before it.
        rules: say which posts lead a body.
    """
    at = next((j for j in range(i + 1, len(row)) if row[j].part == Part.NOUNS), None)
    posts, body = _posts(row, at, rules)
    doers = args.by or args.pivot or args.subject or state.subject
    if row[i].word == "作为" and args.by is None and args.subject is None:
        doers = state.made or doers  # 设立市营商环境局，作为市政府工作部门
    if at is None and (joined := _plain_member(row, i, doers, state, args.modality)):
        return joined
    if not posts and args.by is not None and args.subject is not None:
        posts = [p for p in args.subject.members if p.type in {"Post", "Group"}]
    elif not posts and args.by is not None and state.seated is not None:
        posts, body = list(state.seats), [state.seated]  # 设副书记2名，由副局长兼任
    if row[i].word in rules.grammar["copula"] and (listed := _listed(row, at, args, state, rules)):
        return listed
    if row[i].word in rules.grammar["copula"]:
        standings = [(p, standing_of(p, rules)) for p in posts]
        # 作为总河长的办事机构: only what it belongs to is said so.
        posts = [p for p, s in standings if s is not None and (row[i].word != "作为" or s.relation == "partOf")]
        if args.by is None and args.subject is None and args.pivot is None and row[i].word != "作为":
            return []
    # 由主要负责同志任组长: who it is has no name that is known.
    unnamed = args.by is None and any(e.word in rules.grammar["by"] for e in row[:i])
    if not posts or doers is None or unnamed:
        return []
    if not body and at is not None and followed_by_of(row, at):
        relative = behind_of(row, at + 1)
        body = relative.members[-1:] if relative is not None else []
    if not body and args.by is not None and args.subject is not None and args.subject.members[0].type in _BODIES:
        body = args.subject.members[-1:]
    bodies = dict(zip((d.name for d in doers.members), body, strict=False)) if len(body) == len(doers.members) else {}
    found: list[Statement] = []
    for post in posts:
        standing = standing_of(post, rules)
        whole = _body_in_name(post, state, rules) or (body[-1] if body else None)
        state.seated = whole or state.seated
        if whole is None and _bare(post, rules):
            whole = carried_body(state)
        persons = [
            d
            for d in doers.members
            if d.type == "Person" or (d.type == "Group" and (standing is None or post.type == "Group"))
        ]
        post.silent = post.silent or (not persons and standing is not None)
        for doer in doers.members:
            start, stop = min(doer.start, post.start, row[i].start), max(doer.stop, post.stop, row[i].stop)
            if stop - start > _LONGEST_QUOTE:
                start, stop = row[i].start, max(row[i].stop, post.stop)
            quote = Span(start, stop)
            if doer in persons:
                found += in_post(doer, post, quote, args.modality)
            if doer.type == "Post" and post.type == "Group" and post in state.seats:
                # 设联络员，由各单位办公室主任担任: the kind of people is the member, the post one of that kind.
                found.append(
                    Statement(
                        "holdsPost", mention(doer), mention(post), quote, "post.appointed", modality=args.modality
                    )
                )
                continue
            mine = bodies.get(doer.name, whole)
            if standing is not None and mine is not None and mine.name != doer.name:
                found += in_body(standing, doer, mine, quote, args.modality)
    if body:
        state.body = NounPhrase(0, 0, body[-1:])
    return found


def _plain_member(
    row: list[Element], i: int, doers: NounPhrase | None, state: State, modality: Modality
) -> list[Statement]:
    """Read 县财政局、县人社局相关负责人为成员, where 成员 names no body."""
    word = row[i + 1].word if i + 1 < len(row) else ""
    standing, body = state.rules.post_of.get(word), carried_body(state)
    if standing is None or body is None or doers is None:
        return []
    stop = row[i + 1].stop
    found: list[Statement] = []
    for doer in doers.members:
        near = 0 < stop - doer.start <= _LONGEST_QUOTE
        found += in_body(standing, doer, body, Span(doer.start, stop if near else doer.stop), modality)
    return found


def _listed(row: list[Element], at: int | None, args: Arguments, state: State, rules: Rules) -> list[Statement]:
    """Read a list of members that their common post introduces: 成员单位为县公安局、县民政局."""
    named = row[at].nouns if at is not None else None
    if args.subject is None or named is None or len(args.subject.members) > 1:
        return []
    post = args.subject.members[0]
    standing = standing_of(post, rules)
    whole = _body_in_name(post, state, rules) or carried_body(state)
    if (
        standing is None
        or standing.relation == "partOf"
        or whole is None
        or any(standing_of(p, rules) for p in named.members)
    ):
        return []
    post.silent = True
    found: list[Statement] = []
    for member in named.members:
        start, stop = min(post.start, member.start), max(post.stop, member.stop)
        near = stop - start <= _LONGEST_QUOTE
        found += in_body(
            standing, member, whole, Span(start, stop) if near else Span(member.start, member.stop), args.modality
        )
    return found


def _posts(row: list[Element], at: int | None, rules: Rules) -> tuple[list[Phrase], list[Phrase]]:
    """Return the posts named from `at` on, and the bodies named right before them."""
    if at is None:
        return [], []
    nouns = row[at].nouns
    if nouns is None:
        return [], []
    posts = [p for p in nouns.members if p.type in {"Post", "Group"} or standing_of(p, rules) is not None]
    if posts:
        return posts, []
    behind = at + 2 if followed_by_of(row, at) else at + 1
    if behind < len(row) and row[behind].nouns is not None:
        following, _ = _posts(row, behind, rules)
        return following, nouns.members if following else []
    return [], []


def standing_of(post: Phrase, rules: Rules) -> PostRule | None:
    """Return what the holder of a post is to its body, by the longest known end of the post's name.

    Args:
        post: its name may begin with the body's.
        rules: know the posts.
    """
    name = post.name
    return next((rules.post_of[name[k:]] for k in range(len(name)) if name[k:] in rules.post_of), None)


def _bare(post: Phrase, rules: Rules) -> bool:
    """Tell whether a post is named without its body: 组长, 第一副主任."""
    name = post.name
    plain = next((name.removeprefix(r) for r in sorted(rules.grammar["rank"]) if name.startswith(r)), name)
    return name in rules.post_of or plain in rules.post_of


def _body_in_name(post: Phrase, state: State, rules: Rules) -> Phrase | None:
    """Return the body that a post's own name names: 大党委 in “大党委”副书记."""
    name = post.name
    cut = next((k for k in range(len(name)) if name[k:] in rules.post_of), None)
    if not cut:
        return None
    body = name[:cut]
    for rank in sorted(rules.grammar["rank"]):
        body = body.removesuffix(rank)
    plain = body.rstrip("”」")
    head = next((rules.heads[plain[k:]] for k in range(len(plain)) if plain[k:] in rules.heads), None)
    if head is None or head.type not in _BODIES:
        return None
    # A bare 办公室 is the office named last.
    longer = next((p for p in reversed(state.recent) if p.name.endswith(body) and p.name != body), None)
    if longer is not None and longer.type == head.type and body in rules.heads:
        return longer
    return replace(
        post, name=body, type=head.type, rule=head.id, stop=min(post.stop, post.start + len(body)), count=None
    )


def carried_body(state: State) -> Phrase | None:
    """Return what a bare post belongs to: what was set up or spoken of last, bodies before arrangements.

    Args:
        state: what the paragraph has said so far.
    """
    carried = [n.members[-1] for n in (state.made, state.body) if n is not None and n.members[-1].type in _BODIES]
    return next((p for p in carried if p.type != "Mechanism"), carried[0] if carried else None)


def in_post(doer: Phrase, post: Phrase | None, quote: Span, modality: Modality) -> list[Statement]:
    """State that a person or a kind of personnel holds a post.

    Args:
        doer: who may hold it; other doers hold none.
        post: its name, if it has one.
        quote: the words that say so.
        modality: whether they demand it.
    """
    held = post is not None and post.type in {"Post", "Group"} and doer.name != post.name
    if post is None or not held or doer.type not in {"Person", "Group"}:
        return []
    return [Statement("holdsPost", mention(doer), mention(post), quote, "post.appointed", modality=modality)]


def in_body(standing: PostRule, doer: Phrase, whole: Phrase, quote: Span, modality: Modality) -> list[Statement]:
    """State what the holder of a post is to its body, where the schema allows it.

    Args:
        standing: what the post makes of its holder.
        doer, whole: who holds it, and in which body.
        quote: the words that say so.
        modality: whether they demand it.
    """
    if not load_schema().allows(standing.relation, doer.type, whole.type):
        return []
    return [Statement(standing.relation, mention(doer), mention(whole), quote, standing.id, modality=modality)]
