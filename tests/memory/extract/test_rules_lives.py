"""Work, homes and families as people tell of them in passing, of themselves and of others."""

import pytest
from said import read

OWN_WORK = (
    ("Been a plumber 12 yrs now lol.", "user.job=plumber"),
    ("They've taken me on as a paralegal.", "+user.job=paralegal"),
    ("I finally got the promotion, I'm senior analyst now.", "+user.job=senior analyst"),
    ("They promoted me, I'm deputy head now.", "+user.job=deputy head"),
    ("After ten years as a nurse I retrained as a software developer.", "+user.job=software developer"),
    ("I used to be a baker but these days I'm a postman.", "+user.job=postman"),
    ("I gave up being a solicitor to become a yoga teacher.", "+user.job=yoga teacher"),
    ("As a vet I see this sort of thing daily.", "user.job=vet"),
    ("I drive an ambulance for a living.", "user.job=drive an ambulance"),
    ("No longer a teacher, thank heavens.", "-user.job=teacher"),
    ("Not a teacher any more, me.", "-user.job=teacher"),
    ("That whole accountant thing is behind me.", "-user.job=accountant"),
    ("My days as a courier are over.", "-user.job=courier"),
    ("I'm a software tester over at Sage.", "user.employer=Sage"),
    ("I get my payslip from Rolls-Royce.", "user.employer=Rolls-Royce"),
    ("My boss at Greggs is a nightmare.", "user.employer=Greggs"),
    ("I jumped ship to Airbus.", "+user.employer=Airbus"),
    ("Got poached by Deloitte last month.", "+user.employer=Deloitte"),
    ("After 12 years at HSBC I'm now at Lloyds.", "+user.employer=Lloyds"),
    ("I moved to Bristol last spring for a job at the aquarium.", "+user.employer=aquarium"),
    ("Actually I left the aquarium, I'm now at the city museum as a curator.", "-user.employer=aquarium"),
    ("Actually I left the aquarium, I'm now at the city museum as a curator.", "+user.employer=city museum"),
    ("Actually I left the aquarium, I'm now at the city museum as a curator.", "+user.job=curator"),
    ("That job at Nestlé is history.", "-user.employer=Nestlé"),
    ("Handed my badge in at Intel.", "-user.employer=Intel"),
    ("Siemens and I have parted ways.", "-user.employer=Siemens"),
    ("Philips no longer employs me.", "-user.employer=Philips"),
    ("I got made redundant from Sage.", "-user.employer=Sage"),
)
OTHERS_WORK = (
    ("My brother's started at Shell.", "+user.brother.employer=Shell"),
    ("Ben's got himself a job as a barman.", "ben.job=barman"),
    ("Mum's a dinner lady at the primary school.", "user.mother.job=dinner lady"),
    ("My friend Rosa, a translator, called this morning.", "rosa.job=translator"),
    ("They've made my sister head nurse.", "+user.sister.job=head nurse"),
    ("My boss Karen was a journalist before she became a lawyer.", "+karen.job=lawyer"),
    ("Ella's job is being a paramedic.", "ella.job=paramedic"),
    ("My daughter, believe it or not, is a magician.", "user.daughter.job=magician"),
    ("Sofia has given up law and is a florist now.", "+sofia.job=florist"),
    ("A friend of mine, Hugo, is a sommelier.", "hugo.job=sommelier"),
    ("One of my friends, Hugo, is a sommelier.", "hugo.job=sommelier"),
    ("My cousin the beekeeper came over.", "user.cousin.job=beekeeper"),
    ("You know my cousin Felix? He's a stuntman.", "felix.job=stuntman"),
    ("My daughter Jess is doing well, working as a paramedic in Bolton.", "jess.job=paramedic"),
    ("Our Becky is now a fully qualified accountant.", "+becky.job=accountant"),
    ("My aunt gets paid for being a vet.", "user.aunt.job=vet"),
    ("Otis gets by as a nurse.", "otis.job=nurse"),
    ("Bo the courier lives with me.", "bo.job=courier"),
    ("I had coffee with Noor, a surgeon.", "noor.job=surgeon"),
    ("Dougie plasters walls for a living.", "dougie.job=plaster walls"),
)
HOMES = (
    ("Karl's based in Cork.", "karl.home=Cork"),
    ("Home for my aunt Vera is Malaga.", "vera.home=Malaga"),
    ("Aunt Vera calls Malaga home.", "vera.home=Malaga"),
    ("I'm off to see my aunt Vera in Malaga, where she lives.", "vera.home=Malaga"),
    ("Alba's flat is in Seville.", "alba.home=Seville"),
    ("Grandma lives in a care home in Derby.", "user.grandmother.home=Derby"),
    ("Suki, who now lives in Auckland, sends postcards.", "+suki.home=Auckland"),
    ("Galway's home.", "user.home=Galway"),
    ("Trieste is where I hang my hat.", "user.home=Trieste"),
    ("I've upped sticks and landed in Porto.", "+user.home=Porto"),
    ("We're renting in Margate.", "user.home=Margate"),
    ("I've moved back in with my parents in Stoke.", "+user.home=Stoke"),
    ("Jonas moved out, I live alone now.", "-user.flatmate=Jonas"),
)
FAMILIES = (
    ("I grew up with a brother called Magnus.", "user.brother=Magnus"),
    ("Desmond's my uncle on my dad's side.", "user.uncle=Desmond"),
    ("Aldo is the name my parents gave my brother.", "user.brother=Aldo"),
    ("My mother, God bless her, is called Winifred.", "user.mother=Winifred"),
    ("My niece, little Coco, starts school today.", "user.niece=Coco"),
    ("Quentin and me, we're brothers.", "user.brother=Quentin"),
    ("The only nephew I've got is Caspian.", "user.nephew=Caspian"),
    ("My cousin? Barnaby.", "user.cousin=Barnaby"),
    ("I never told you my uncle's name, it's Edgar.", "user.uncle=Edgar"),
    ("Liam and Noel are my brothers.", "user.brother=Noel"),
    ("The eldest of my sisters is Ruth.", "user.sister=Ruth"),
    ("My best friend since school is Tamsin.", "user.best_friend=Tamsin"),
    ("My sister Anika just had a baby, a boy called Rohan.", "user.nephew=Rohan"),
    ("I'm eating fish again, so not strictly vegetarian anymore.", "-user.diet=vegetarian"),
    ("Sold the Polo.", "-user.car=Polo"),
    ("We've got rid of our Polo.", "-user.car=Polo"),
    ("Doctor says I've got asthma.", "user.condition=asthma"),
    ("My migraines have stopped completely.", "-user.condition=migraines"),
    ("The Polo was scrapped.", "-user.car=Polo"),
)
NOT_READ = (
    ("Aldo is the name my parents gave my brother.", "user.name"),
    ("As for my uncle's name, it's Edgar.", "user.name"),
    ("Desmond's my uncle on my dad's side.", "user.father"),
    ("My sister Anika just had a baby, a boy called Rohan.", "anika.child"),
    ("After ten years as a nurse I moved to Rome.", "user.job"),
    ("We hired a gardener last week.", "user.job"),
    ("I'm training as a counsellor.", "user.job"),
    ("I dressed up as a pirate, and Ben goes as a nurse.", "user.job"),
    ("I see him as a teacher.", "user.job"),
    ("I'd love to work as a pilot.", "user.job"),
    ("Otto, a beekeeper, finds the body in the library.", "otto.job"),
    ("I'm also excited to guide and mentor young dancers.", "user.job"),
    ("I've even started to experiment with clay.", "user.job"),
    ("As a kid I loved trains.", "user.job"),
    ("My friend said his sister, a nurse, is tired.", "user.job"),
    ("I'm not giving up.", "user.job"),
    ("I got fired up about the match.", "user.employer"),
    ("I'm at Starbucks right now.", "user.employer"),
    ("I left the hotel at nine.", "user.employer"),
    ("I broke up the chocolate bar.", "user.partner"),
    ("My car broke down on my way to work.", "user.car"),
    ("I set up a new smart thermostat.", "user.car"),
    ("I have a Toyota commercial stuck in my head.", "user.car"),
    ("I've got a new bike computer.", "user.bike"),
    ("My asthma stopped me from running.", "-user.condition"),
    ("My sister says I have no taste.", "user.condition"),
    ("Uncle Sam wants you.", "sam."),
)


@pytest.mark.parametrize(("text", "stated"), [*OWN_WORK, *OTHERS_WORK])
def test_what_people_do_is_read_however_it_is_told(text: str, stated: str) -> None:
    assert stated in read(text)


@pytest.mark.parametrize(("text", "stated"), [*HOMES, *FAMILIES])
def test_where_and_with_whom_they_live_is_read_however_it_is_told(text: str, stated: str) -> None:
    assert stated in read(text)


@pytest.mark.parametrize(("text", "slot"), NOT_READ)
def test_what_only_looks_like_it_is_not_read(text: str, slot: str) -> None:
    assert not {one for one in read(text) if slot in one}
