"""An end told in passing: the thing that is over is mentioned beside a mark that something ended.

Each row is a conversation of two turns. What only mentions the thing, asks, supposes or tells of somebody else ends
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from said import AT, turn

from toldonce.memory.extract.rules import RuleExtractor
from toldonce.memory.reconcile import Reconciliation
from toldonce.memory.stating import statements_of


@dataclass(frozen=True)
class Later:
    """What is said later: that it is over, or what only sounds like it."""

    ends: str
    stays: str


LATER = {
    ("I'm allergic to nickel.", "allergy"): Later(
        ends="""
        After all that fuss, nickel came back clear on the patch test.
        The nickel allergy on my file was an error of the old surgery.
        They have withdrawn the nickel allergy, it was the washing powder.
        Nickel has no effect on me at all.
        """,
        stays="""
        The nickel allergy on her file was an error of the old surgery.
        I hope nickel comes back clear on the patch test.
        My sister's nickel allergy was a false alarm.
        """,
    ),
    ("I have sleep apnoea.", "condition"): Later(
        ends="""
        The new study shows I haven't got apnoea any longer.
        My sleep apnoea packed up and left when I lost weight.
        They withdrew the sleep apnoea diagnosis, it was the tonsils.
        The sleep apnoea has fully resolved.
        """,
        stays="""
        The doctor wishes I didn't have apnoea any longer.
        My neighbour's sleep apnoea has fully resolved.
        """,
    ),
    ("I love tomatoes.", "taste.tomatoes"): Later(
        ends="""
        With the reflux I've lost all taste for tomatoes.
        Tomatoes have lost me.
        Tomatoes used to please me, now they are only acid.
        """,
        stays="""
        Somebody at work has stopped liking tomatoes, weird.
        The shop has stopped selling tomatoes.
        """,
    ),
    ("I hate mushrooms.", "taste.mushrooms"): Later(
        ends="""
        Mushrooms have won me round, of all things.
        My feelings on mushrooms have mellowed.
        I've stopped minding mushrooms.
        I've got over my aversion to mushrooms.
        There's no quarrel any more between me and mushrooms.
        """,
        stays="""
        Mushrooms have won a prize at the fair.
        My son's feelings on mushrooms have mellowed.
        """,
    ),
    ("My hobby is ceramics.", "hobby"): Later(
        ends="""
        I've bowed out of ceramics, the wheel finished me off.
        The doctor has forbidden me ceramics for good.
        Cold turkey on ceramics, for the sake of my back.
        """,
        stays="""
        The club has stopped offering ceramics on Mondays.
        My student quit ceramics a week before the exam.
        The doctor has forbidden me ceramics for a fortnight.
        The instructor quit, so what happens to ceramics I don't know.
        Nothing will ever make me give up ceramics.
        """,
    ),
    ("I drive a Golf.", "car"): Later(
        ends="""
        The Golf failed its MOT on everything going, so it's been scrapped.
        Somebody has stolen the Golf.
        I've had to let my Golf go because of my eyes.
        The Golf was repossessed in May.
        """,
        stays="""
        The Golf failed its MOT, so it's being mended.
        Somebody has stolen the wheels of the Golf.
        """,
    ),
    ("I'm allergic to hazelnuts.", "allergy"): Later(
        ends="""
        The hazelnut thing has gone away.
        Hazelnuts and I have called a truce, says my allergist.
        My allergist finally signed me off, hazelnuts are harmless to me now.
        Hazelnuts do me no harm any more.
        Hazelnuts pose no danger to me any longer.
        I don't have to fear hazelnuts any more.
        I needn't watch out for hazelnuts any longer.
        No need to check labels for hazelnuts any more, the allergy left me.
        I ate a whole bar with hazelnuts and felt nothing, the allergy is history.
        They took hazelnuts off my allergy list.
        The allergist has removed hazelnuts from my chart.
        Turns out I can eat hazelnuts now without reacting.
        My hazelnut allergy resolved itself.
        Since the therapy, hazelnuts are no longer a threat to me.
        Good news, my body tolerates hazelnuts again.
        I've been cleared for hazelnuts.
        My immune system has forgiven hazelnuts.
        The reaction to hazelnuts that I used to have is a thing of the past.
        I used to swell up from hazelnuts but that has stopped.
        Hazelnuts are back in my life after the test came out negative.
        I lost my hazelnut allergy somewhere in my thirties.
        Hazelnuts used to send me to hospital, not any more.
        You can serve me hazelnuts again.
        Please delete hazelnuts from my allergies.
        Retested last week: hazelnuts negative.
        I can enjoy hazelnuts without fear now.
        Hazelnuts make me nothing any more.
        My hazelnut allergy belongs to the past.
        Since March I tolerate hazelnuts.
        It has been years since hazelnuts gave me hives, and the doctor says that I am no longer allergic.
        """,
        stays="""
        The hazelnut thing is a pain at parties.
        I still can't go near hazelnuts.
        I had to send the cake back because of the hazelnuts.
        My sister's hazelnut allergy has gone away.
        Will the hazelnut thing ever go away?
        I wish hazelnuts did me no harm any more.
        No hazelnuts in the house any more, please.
        Please serve me anything but hazelnuts.
        Please remove the hazelnuts from my salad.
        The test was positive for hazelnuts, not negative.
        I do not tolerate hazelnuts.
        We have run out of hazelnuts.
        I don't eat hazelnuts any more.
        The waiter took hazelnuts off the menu.
        There are no hazelnuts in this one, so it's safe for me.
        My allergist confirmed the hazelnut allergy again.
        If hazelnuts ever stop being a problem I'll throw a party.
        """,
    ),
    ("I have runner's knee.", "condition"): Later(
        ends="""
        The knee is fine again.
        My knee is back to normal.
        The runner's knee has healed.
        My knee has recovered completely.
        No more trouble with the knee.
        The knee doesn't hurt any more.
        The physio says my knee is healed.
        My runner's knee is gone.
        I got over the runner's knee.
        """,
        stays="""
        The knee hurts again.
        I hope my knee is fine again soon.
        My brother's knee is fine again.
        The knee is still not fine.
        My elbow is fine again.
        Is my knee going to be fine again?
        """,
    ),
    ("I practise the trombone every evening.", "habit"): Later(
        ends="""
        The trombone has slipped out of my evenings.
        My trombone practice petered out.
        Practising the trombone: discontinued.
        The trombone routine fell by the wayside.
        Routine change: the trombone is off the schedule for good.
        I let the trombone slide after the summer.
        I have let go of practising the trombone.
        I sold the trombone, so no practice any more.
        Evenings are free again since I stopped practising the trombone.
        The trombone has been gathering dust for a year.
        I retired from the trombone.
        The trombone is off, permanently.
        I dropped the trombone in March.
        I've cut the trombone out.
        Please take the trombone off my routine.
        It is a year now that I last practised the trombone.
        Practising the trombone became too much and I quit.
        The trombone has died a natural death.
        These evenings I read instead of practising the trombone.
        My trombone days came to an end.
        I gave up the trombone yesterday.
        Haven't touched the trombone since I gave it up yesterday.
        With the trombone it is over.
        The daily hour with the trombone didn't survive the new baby.
        Practising the trombone has gone out of the window.
        I can't be bothered with the trombone any more.
        I put a stop to practising the trombone.
        Time I used to spend on the trombone now goes to the garden.
        I've swapped the trombone for a book in the evening.
        """,
        stays="""
        The trombone slipped out of my hands and has a dent.
        I stopped at the shop to buy oil for the trombone.
        I let my son try the trombone.
        The trombone is off key again.
        I left the trombone at home two days ago.
        My trombone teacher has a new home.
        Is it time to retire from the trombone?
        My neighbour wishes that I gave up the trombone.
        I would never let go of the trombone.
        The trombone lesson is over for today.
        I sold my old trombone and bought a better one.
        No trombone tonight, I am tired.
        If I ever gave up the trombone I would miss it.
        I can't stop practising the trombone.
        My trombone teacher has retired.
        """,
    ),
    ("I run on Mondays.", "habit"): Later(
        ends="""
        Mondays are free again.
        My Mondays are my own again.
        Instead of Monday I now run on Thursdays.
        I run on Thursdays now, no longer on Mondays.
        No more running on Mondays for me.
        My Monday run is history.
        """,
        stays="""
        Next Monday is free again.
        Are your Mondays free again?
        My wife's Mondays are free again.
        I also swim on Thursdays.
        Mondays are the worst.
        The pool is free on Mondays again.
        """,
    ),
    ("My hobby is pottery.", "hobby"): Later(
        ends="""
        I gave away my pottery wheel and all the tools for pottery.
        Pottery was my whole world once, and then it just ended.
        Pottery: retired from that last month.
        I haven't touched pottery since I gave it up yesterday.
        Pottery has dropped out of my life.
        I walked away from pottery.
        The pottery chapter is closed.
        My pottery days lie behind me.
        Pottery no longer fits into my life.
        I have no time for pottery any more, so I dropped it.
        I called it a day with pottery.
        I've put pottery to rest.
        Pottery and I have parted ways.
        I cancelled my pottery membership, I am done.
        Nothing is left of my pottery.
        """,
        stays="""
        The pottery was closed when we came.
        I gave my mother a bowl from my pottery class.
        Pottery class has ended for the summer break.
        My sister walked away from pottery.
        Should I call it a day with pottery?
        I'd hate to give up pottery.
        """,
    ),
    ("I love brass bands.", "taste.brass bands"): Later(
        ends="""
        The magic has gone out of brass bands for me.
        Brass bands leave me cold nowadays.
        I've cooled towards brass bands.
        Brass bands and I have drifted apart.
        Brass bands just don't do it for me any more.
        My ears have had enough of brass bands.
        I can take or leave brass bands now.
        Brass bands have become background noise to me, the love is gone.
        I used to go wild for brass bands, now I yawn.
        Whatever I saw in brass bands, I no longer see it.
        I've switched off to brass bands.
        My enthusiasm for brass bands has dried up.
        Brass bands don't thrill me the way they once did.
        I'm not the brass bands fan I once was.
        """,
        stays="""
        I missed the brass bands last weekend.
        Brass bands gone from the town square? What a pity.
        My husband can take or leave brass bands.
        Brass bands used to play here, now there is a car park.
        Have I had enough of brass bands? Never.
        I could listen to brass bands all day.
        """,
    ),
    ("I hate olives.", "taste.olives"): Later(
        ends="""
        Olives and I are friends now.
        I've come round to olives.
        Olives have won me over.
        I learned to appreciate olives.
        Olives: fine by me these days.
        I am reconciled with olives.
        Olives are no longer a problem for me.
        I was wrong about olives, they are lovely.
        My feud with olives is over.
        I buried the hatchet with olives.
        I don't pick the olives out of my salad any more, I eat them with pleasure.
        Olives? I eat them by the jar now.
        I've developed a taste for olives.
        Olives have stopped making me shudder.
        I catch myself craving olives these days.
        It took forty years, but I enjoy olives now.
        I've been converted to olives.
        I seem to have got over my thing about olives.
        I eat olives these days and even like them.
        """,
        stays="""
        I can't come round to olives, whatever people say.
        My friends and I ordered olives, they ate mine.
        Olives are in season now.
        Olives are cheaper now.
        My daughter has come round to olives.
        I don't think I'll ever be friends with olives.
        Should I give olives another chance?
        Everyone around me enjoys olives now.
        """,
    ),
    ("I'm vegetarian.", "diet"): Later(
        ends="""
        Being vegetarian no longer suited me, so I stopped.
        Living vegetarian had become a burden and I dropped it.
        The vegetarian thing? Finished, I eat whatever is served.
        Untick vegetarian on the form, that's in the past.
        Stopped being vegetarian last week, normal menu please.
        I'm not the vegetarian I used to be, I had a steak and kept at it.
        I've fallen off the vegetarian wagon for good.
        I have left vegetarian eating behind.
        My vegetarian years are behind me.
        You can stop filtering for vegetarian, I eat everything now.
        I was vegetarian until Christmas, now I eat everything.
        """,
        stays="""
        The vegetarian place round the corner has closed.
        I stopped buying vegetarian sausages, they taste of nothing.
        My brother gave up being vegetarian.
        Would I be happier if I were no longer vegetarian?
        The vegetarian dish was finished when we came.
        People say that being vegetarian is a burden.
        """,
    ),
}


def _stands(first: str, attribute: str, later: str) -> bool:
    """Whether what the first turn told is still current after the second."""
    reader = RuleExtractor()
    said = [
        turn(text).model_copy(update={"at": AT + timedelta(days=90 * number), "seq": number})
        for number, text in enumerate((first, later), 1)
    ]
    told, after = (statements_of(one, reader.read([one])[0], reader.name) for one in said)
    own = {one.candidate.content for one in told if one.candidate.attribute == attribute}
    assert own
    states = Reconciliation().states([*told, *after], {})
    return any(
        state.status == "current" and state.slot == f"user.{attribute}" and state.content in own for state in states
    )


def _rows(said: str) -> list[tuple[str, str, str]]:
    return [
        (first, attribute, line.strip())
        for (first, attribute), later in LATER.items()
        for line in getattr(later, said).strip().splitlines()
    ]


@pytest.mark.parametrize(("first", "attribute", "later"), _rows("ends"))
def test_what_is_mentioned_with_a_mark_of_ending_is_over(first: str, attribute: str, later: str) -> None:
    assert not _stands(first, attribute, later)


@pytest.mark.parametrize(("first", "attribute", "later"), _rows("stays"))
def test_a_mention_without_an_end_of_ones_own_ends_nothing(first: str, attribute: str, later: str) -> None:
    assert _stands(first, attribute, later)
