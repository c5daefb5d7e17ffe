"""English verb forms: from a word to its verb and back ("works", "worked", "working" <-> "work")."""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal["base", "s", "past", "participle", "ing"]


class VerbForm(NamedTuple):
    """A verb in its base form, and which form of it a word is."""

    lemma: str
    form: Form


_REGULAR = """
accept ache achieve adopt adore agree aim answer apply arrange arrive ask attend avoid bake baptise behave believe
belong bike block board boil book borrow breed brew brush call camp cancel carry celebrate change chat check clean climb
close coach collect commute compete complete complain compose confirm consider consult contact cook crash create crochet
cross cry cycle dance date deal debate decide declare decorate deliver design detest develop diagnose die dine direct
dislike divorce donate double download dream dress drop dump earn edit email embroider employ end enjoy enrol enroll
enter exercise exchange expect explain explore face fail farm fast fence file fill finish fire fish fix flirt fold
follow foster found garden gather golf graduate greet guide hand happen hate help hike hire host hug hunt identify
improve injure inspect install intend interview introduce invest invite iron jog join juggle jump kayak kick kill kiss
knit lack land laminate last laugh launch learn like listen live loathe lock look love lower mail maintain manage marry
match matter meditate mend mention mind miss mourn move mow name need nurse occur offer open operate order organise
organize outgrow own pack paint park participate pass pause pay perform phone pick plan plant play pledge polish pop
post
postpone pour practice practise pray prefer prepare present print process promise promote prune publish pull purchase
push
race raise reach read realise realize receive recommend record recover recycle redecorate reduce refinance refuse
register
relocate remember remind remove rename renew renovate rent repair replace reply report request rescue reschedule
research
reserve reside resign respond rest restore retire return review revise ring roast rollerblade row ruin run sail save
schedule scrap scrub search separate serve settle share shave shop shower sign skate skateboard skip snack snore
snowboard
solve sort spell sprain stay stop stream stretch study submit subscribe suffer suggest surf survive switch talk taste
teach
text thank tidy tolerate touch tour train transfer translate travel treat trek trim try turn tutor type unpack update
upgrade use vacuum visit volunteer vote wait walk want warn wash watch water weigh welcome wish work worry wrap
rehome inject struggle cope battle hail qualify freelance propose prescribe offer reach chase smoke vape gamble binge
apologise
apologize add address end explain format quote recommend summarise summarize
include label limit list put
start show state shorten avoid begin round address refer capitalise capitalize convert cite link skip
floss expire depart flood explode burgle rob mug
apply assemble attach audition award bathe blog bruise celebrate chair co-found collapse commit copy dry elope emigrate
immigrate feed ferment foster fracture handle inherit insure juggle knock lecture lease license log major minor mentor
moisturise naturalise part photograph pickle plaster preach program rehearse replace rate remarry score sculpt sketch
specialise specialize squat stitch trade tune wed widow yearn suit claim crave dread fancy treasure cherish despise
service vacate prune polish weed hoover defrost descale laminate notarise sand varnish dust mop bleed rake mulch wax
shred archive draft edit proofread revise invoice refund renegotiate negotiate remortgage redeem cash stamp courier
collect charge recharge assess evaluate grade mark count weigh measure trim groom worm vaccinate neuter microchip
refill restock unblock insulate tile wallpaper rewire plumb caulk decorate redecorate disinfect sanitise sterilise
dispose donate forward notify inform contact chase confirm verify validate activate deactivate unsubscribe subscribe
reset reboot migrate backup sync upload download export import print photocopy fax dispatch ship return exchange
appreciate value worship favour favor relax chill unwind host nap tap rub ban flip zip map scan
""".split()
_IRREGULAR = """
be:was:been become:became:become begin:began:begun babysit:babysat:babysat
bet:bet:bet bite:bit:bitten blow:blew:blown break:broke:broken
bring:brought:brought build:built:built burn:burnt:burnt buy:bought:bought can:could:could catch:caught:caught
choose:chose:chosen come:came:come cost:cost:cost cut:cut:cut dig:dug:dug do:did:done draw:drew:drawn drink:drank:drunk
drive:drove:driven eat:ate:eaten fall:fell:fallen feed:fed:fed feel:felt:felt fight:fought:fought find:found:found
fly:flew:flown forget:forgot:forgotten forgive:forgave:forgiven freeze:froze:frozen get:got:got give:gave:given
go:went:gone grow:grew:grown hang:hung:hung have:had:had hear:heard:heard hide:hid:hidden hit:hit:hit hold:held:held
hurt:hurt:hurt keep:kept:kept know:knew:known lay:laid:laid lead:led:led leave:left:left lend:lent:lent let:let:let
lie:lay:lain lose:lost:lost make:made:made mean:meant:meant meet:met:met pay:paid:paid put:put:put quit:quit:quit
read:read:read ride:rode:ridden ring:rang:rung rise:rose:risen run:ran:run say:said:said see:saw:seen sell:sold:sold
send:sent:sent set:set:set sew:sewed:sewn shoot:shot:shot show:showed:shown shut:shut:shut sing:sang:sung sit:sat:sat
sleep:slept:slept speak:spoke:spoken spend:spent:spent split:split:split stand:stood:stood steal:stole:stolen
stick:stuck:stuck swear:swore:sworn sweep:swept:swept swim:swam:swum take:took:taken teach:taught:taught tell:told:told
think:thought:thought throw:threw:thrown understand:understood:understood undergo:underwent:undergone wake:woke:woken
wear:wore:worn win:won:won withdraw:withdrew:withdrawn write:wrote:written bear:bore:born upset:upset:upset
overcome:overcame:overcome drown:drowned:drowned rebuild:rebuilt:rebuilt resell:resold:resold retake:retook:retaken
redo:redid:redone rewrite:rewrote:rewritten unfriend:unfriended:unfriended outgrow:outgrew:outgrown
""".split()
_DOUBLING = frozenset(
    """
    scrap nap tap rub ban flip zip map scan stop plan drop shop jog chat trim skip wrap pop mow get run swim cut put
    set sit quit win begin dig forget let hit
    hug prefer shut split step chip log jam rob tip slip pet rip shrug commit transfer refer program travel format
    occur knit bet
    """.split()
) - {"mow"}  # fmt: skip


def _ing(verb: str) -> str:
    if verb == "be":
        return "being"
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}{verb[-1]}ing" if verb in _DOUBLING and verb not in ("travel", "format") else f"{verb}ing"


def _third(verb: str) -> str:
    if verb in ("be", "have", "do", "go"):
        return {"be": "is", "have": "has", "do": "does", "go": "goes"}[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return f"{verb}es"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies"
    return f"{verb}s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ied"
    return f"{verb}{verb[-1]}ed" if verb in _DOUBLING and verb not in ("travel", "format") else f"{verb}ed"


_PASTS: dict[str, str] = {}
_PARTICIPLES: dict[str, str] = {}


def _forms() -> dict[str, VerbForm]:
    forms: dict[str, VerbForm] = {}
    irregular = {}
    for entry in _IRREGULAR:
        verb, past, participle = entry.split(":")
        irregular[verb] = (past, participle)
    verbs = dict.fromkeys((*_REGULAR, *irregular))
    for verb in verbs:
        past, participle = irregular.get(verb, (_past(verb), _past(verb)))
        _PASTS[verb], _PARTICIPLES[verb] = past, participle
        own: tuple[tuple[str, Form], ...] = (
            (_ing(verb), "ing"), (_third(verb), "s"), (participle, "participle"), (past, "past"), (verb, "base"),
        )  # fmt: skip
        for word, form in own:
            if word == verb and form in ("past", "participle"):
                continue
            forms[word] = VerbForm(verb, form)
    for word, lemma in (("travelled", "travel"), ("cancelled", "cancel"), ("learnt", "learn"), ("dreamt", "dream")):
        forms[word] = VerbForm(lemma, "past")
    for word, lemma in (("travelling", "travel"), ("cancelling", "cancel"), ("reserving", "reserve")):
        forms[word] = VerbForm(lemma, "ing")
    for word in ("left", "found", "felt"):
        forms[word] = VerbForm({"left": "leave", "found": "find", "felt": "feel"}[word], "past")
    forms["ground"] = VerbForm("grind", "past")
    return forms


FORMS = _forms()
"""Every known form of every known verb. A word that is several forms counts as the plainest: "read" is the base."""
SAME_PAST = frozenset(verb for verb, past in _PASTS.items() if verb == past)
"""Verbs whose past looks like the base form: "put", "quit"."""


def third_person(lemma: str) -> str:
    """The form for he and she: ``study`` -> ``studies``."""
    return _third(lemma)


def past_tense(lemma: str) -> str:
    """``go`` -> ``went``; an unknown verb is taken for a regular one."""
    return _PASTS.get(lemma) or _past(lemma)


def ing_form(lemma: str) -> str:
    """``swim`` -> ``swimming``."""
    return _ing(lemma)


def base_of(word: str) -> str | None:
    """The verb of which a word is a form, or that it seems to be by its ending; None when it shows no verb."""
    known = FORMS.get(word)
    if known is not None:
        return known.lemma
    if word.endswith("ing") and len(word) > 5:
        stem = word[:-3]
        return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz" else stem
    return None


def takes_form(word: str, *forms: Form) -> bool:
    """Whether a word is one of these forms of a known verb; a bare past ("quit") also passes for the past."""
    known = FORMS.get(word)
    if known is None:
        return "past" in forms and len(word) > 4 and word.endswith("ed")
    if known.form in forms:
        return True
    if "participle" in forms and _PARTICIPLES[known.lemma] == word:
        return True
    if known.form == "past" and "participle" in forms:
        return _PARTICIPLES[known.lemma] == word or (_PASTS[known.lemma] == word and word.endswith("ed"))
    return known.form == "base" and known.lemma in SAME_PAST and ("past" in forms or "participle" in forms)
