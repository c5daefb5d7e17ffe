"""Words that name what people tell of themselves: relatives, animals, languages, nations, illnesses, diets, things."""

from __future__ import annotations

import re
from typing import Literal

Gender = Literal["f", "m", ""]


def _table(text: str) -> dict[str, str]:
    """``sister: sis sister sis`` per line -> every word with what it stands for; ``_`` in a word is a space."""
    found: dict[str, str] = {}
    for line in text.strip().splitlines():
        name, _, words = line.strip().partition(":")
        for word in words.split():
            found[word.replace("_", " ")] = name
    return found


RELATION_WORDS = _table("""
mother: mother mom mum mama mommy mummy mam
father: father dad daddy papa old_man
parent: parent
stepmother: stepmother stepmom stepmum step-mother step-mom
stepfather: stepfather stepdad step-father step-dad
sister: sister sis
brother: brother bro
sibling: sibling
half_sister: half-sister half_sister
half_brother: half-brother half_brother
stepsister: stepsister step-sister
stepbrother: stepbrother step-brother
twin: twin twin_sister twin_brother
partner: partner wife husband spouse fiance fiancé fiancee fiancée girlfriend boyfriend hubby wifey gf bf
partner: life_partner other_half better_half significant_other
ex: ex ex-wife ex-husband ex-girlfriend ex-boyfriend ex-partner
child: child kid baby toddler newborn youngest oldest eldest firstborn
son: son little_boy baby_boy
daughter: daughter little_girl baby_girl
stepson: stepson step-son
stepdaughter: stepdaughter step-daughter
grandmother: grandmother grandma gran granny nana nan grandmom
grandfather: grandfather grandpa granddad grandad gramps
grandson: grandson
granddaughter: granddaughter
grandchild: grandchild grandkid
aunt: aunt auntie aunty
uncle: uncle
cousin: cousin
niece: niece
nephew: nephew
mother_in_law: mother-in-law mother_in_law
father_in_law: father-in-law father_in_law
sister_in_law: sister-in-law sister_in_law
brother_in_law: brother-in-law brother_in_law
son_in_law: son-in-law
daughter_in_law: daughter-in-law
godmother: godmother
godfather: godfather
godchild: godchild goddaughter godson
friend: friend buddy pal mate girl_friend
best_friend: best_friend bestie best_mate
roommate: roommate housemate room-mate
flatmate: flatmate flat-mate
neighbour: neighbour neighbor
colleague: colleague coworker co-worker workmate teammate
boss: boss supervisor
manager: manager
coach: coach
teacher: teacher tutor
doctor: doctor gp physician
dentist: dentist
therapist: therapist psychologist psychiatrist counsellor counselor
landlord: landlord landlady
""")
"""How people call the people around them, and the slot it is. All words for a partner are one slot."""
RELATION_PLURALS = {
    f"{word[:-1]}ies" if word.endswith("ny") else f"{word}ren" if word.endswith("child") else f"{word}s": relative
    for word, relative in RELATION_WORDS.items()
}
WOMEN = frozenset(
    """
    mother mom mum mama mommy mummy mam stepmother stepmom stepmum sister sis half-sister stepsister wife wifey
    girlfriend gf fiancee fiancée daughter stepdaughter grandmother grandma gran granny nana nan aunt auntie aunty niece
    mother-in-law sister-in-law daughter-in-law godmother goddaughter landlady granddaughter ex-wife ex-girlfriend
    """.split()
) | {"twin sister"}
MEN = frozenset(
    """
    father dad daddy papa stepfather stepdad brother bro half-brother stepbrother husband hubby boyfriend bf son stepson
    grandfather grandpa granddad grandad gramps uncle nephew father-in-law brother-in-law son-in-law godfather godson
    grandson ex-husband ex-boyfriend
    """.split()
) | {"twin brother"}
SPECIES = frozenset(
    """
    dog puppy pup cat kitten kitty rabbit bunny hamster guinea-pig parrot parakeet budgie budgerigar canary cockatiel
    tortoise turtle fish goldfish betta snake python gecko lizard iguana chameleon ferret horse pony donkey goat sheep
    chicken hen rooster duck goose rat mouse gerbil chinchilla hedgehog frog toad axolotl tarantula cockatoo macaw
    labrador lab retriever poodle beagle bulldog dachshund corgi husky terrier spaniel greyhound collie shepherd pug
    chihuahua mutt tabby siamese pig piglet alpaca llama cow bird finch pigeon hound whippet pointer setter rottweiler
    doberman boxer shih-tzu maltese dalmatian cockapoo labradoodle goldendoodle
    """.split()
)
LANGUAGES = frozenset(
    """
    afrikaans albanian amharic arabic armenian azerbaijani basque bengali bosnian bulgarian burmese cantonese catalan
    chinese croatian czech danish dutch english esperanto estonian farsi filipino finnish flemish french galician
    georgian german greek gujarati hausa hebrew hindi hungarian icelandic igbo indonesian irish italian japanese kannada
    kazakh khmer korean kurdish lao latin latvian lithuanian luxembourgish macedonian malay malayalam maltese mandarin
    maori marathi mongolian nepali norwegian pashto persian polish portuguese punjabi quechua romanian russian sanskrit
    serbian sinhala slovak slovenian somali spanish swahili swedish tagalog tamil telugu thai tibetan turkish ukrainian
    urdu uzbek vietnamese welsh xhosa yiddish yoruba zulu gaelic asl tigrinya breton frisian
    """.split()
) | {"sign language", "american sign language", "british sign language"}
NATIONALITIES = frozenset(
    """
    afghan albanian algerian american angolan argentinian argentine armenian australian austrian azerbaijani bangladeshi
    belarusian belgian bolivian bosnian brazilian british bulgarian cambodian cameroonian canadian chilean chinese
    colombian congolese croatian cuban cypriot czech danish dominican dutch ecuadorian egyptian english eritrean
    estonian ethiopian filipino finnish french georgian german ghanaian greek guatemalan haitian honduran hungarian
    icelandic indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian kazakh kenyan
    korean kurdish kuwaiti latvian lebanese libyan lithuanian macedonian malaysian maltese mexican moldovan mongolian
    moroccan mozambican nepalese nepali nicaraguan nigerian norwegian pakistani palestinian panamanian paraguayan
    persian
    peruvian polish portuguese romanian russian rwandan salvadoran saudi scottish senegalese serbian singaporean slovak
    slovenian somali spanish sudanese swedish swiss syrian taiwanese tanzanian thai tunisian turkish ugandan ukrainian
    uruguayan uzbek venezuelan vietnamese welsh yemeni zambian zimbabwean
    """.split()
) | {"south african", "south korean", "new zealander", "sri lankan", "costa rican", "puerto rican"}
DIETS = frozenset(
    """
    vegan vegetarian pescatarian flexitarian gluten-free dairy-free lactose-free sugar-free low-carb keto ketogenic
    paleo
    halal kosher fruitarian omnivore plant-based carnivore mediterranean whole30 low-fat raw-vegan pescetarian meat-free
    low-sodium low-sugar low-fodmap nut-free macrobiotic
    grain-free wheat-free milk-free egg-free soy-free yeast-free alcohol-free fat-free salt-free caffeine-free meatless
    low-acid low-residue low-salt low-protein low-gi low-cholesterol low-calorie low-fibre low-fiber low-purine
    low-histamine
    high-protein high-fibre high-fiber primal teetotal rawfood pegan reducetarian lacto-vegetarian ovo-vegetarian
    lacto-ovo-vegetarian dash
    """.split()
) | {
    "raw food",
    "nut free",
    "meat free",
    "wheat free",
    "grain free",
    "low sodium",
    "low salt",
    "low gi",
    "high protein",
    "gluten free",
    "dairy free",
    "plant based",
    "low carb",
    "lactose free",
    "sugar free",
    "low fodmap",
    "raw vegan",
}
CONDITIONS = re.compile(
    r"""(?ix)\b(?:
    (?:type\ (?:1|2|one|two)\ |gestational\ )?diabetes | asthma | (?:chronic\ )?migraines? | epilepsy | adhd | add
    | autism
    | tinnitus | psoriasis | eczema | arthritis | (?:rheumatoid\ |osteo)arthritis | osteoporosis | sleep\ apno?ea
    | insomnia
    | hypo?thyroidism | hyperthyroidism
    | (?:celiac|coeliac|crohn'?s|lyme|parkinson'?s|alzheimer'?s|graves'?|heart|kidney)
    \ disease | coeliac | celiac | crohn'?s | parkinson'?s | (?:high|low)\ blood\ pressure | hypertension
    | high\ cholesterol
    | an[a]?emia | depression | (?:an?\ )?(?:social\ |generali[sz]ed\ )?anxiety(?:\ disorder)? | ocd | ptsd | bipolar(?:
    \ disorder)? | ibs | irritable\ bowel\ syndrome | endometriosis | pcos | fibromyalgia | lupus
    | multiple\ sclerosis | ms
    | gout | glaucoma | cataracts? | scoliosis | sciatica | vertigo | hay\ fever | dyslexia | dyspraxia
    | colou?r[\ -]blindness | (?:runner|jumper|housemaid)'?s\ knee | (?:tennis|golfer'?s)\ elbow | frozen\ shoulder
    | shin\ splints
    | reflux | acid\ reflux | gerd | gastritis | (?:a\ )?heart\ (?:condition|murmur) | (?:[a-z]+\ )?cancer
    | leuk[a]?emia
    | chronic\ (?:[a-z]+\ ){1,2}?(?:pain|fatigue|syndrome|disease) | long\ covid | rosacea | vitiligo | narcolepsy
    | h[a]?emophilia | tendonitis | tendinitis | carpal\ tunnel(?:\ syndrome)? | plantar\ fasciitis | (?:a\ )?pacemaker
    | (?:a\ )?(?:bad|herniated|slipped)\ (?:back|disc|disk|knee|knees) | lactose\ intolerance | gluten\ intolerance
    | tourette'?s | raynaud'?s | hashimoto'?s | sinusitis | bronchitis | copd | hepatitis | hiv | sickle\ cell
    | (?:[a-z]+\ )?(?:syndrome|disorder)
    | (?!diagnosis|prognosis|hypnosis|metamorphosis|symbiosis)[a-z]+(?:itis|emia|algia|osis|opathy)
    )\b"""
)
CAR_MAKES = frozenset(
    """
    toyota ford volvo honda skoda škoda mazda subaru renault kia hyundai seat nissan dacia peugeot volkswagen vw audi
    bmw
    mercedes mercedes-benz tesla fiat opel vauxhall citroen citroën chevrolet chevy jeep dodge lexus acura infiniti mini
    porsche ferrari jaguar rover suzuki mitsubishi alfa chrysler buick cadillac gmc saab smart byd polestar rivian cupra
    lancia isuzu genesis lincoln lada daihatsu ram
    """.split()
)
CAR_WORDS = frozenset("car van truck suv pickup campervan camper minivan convertible hatchback sedan jeep".split())
PHONE_WORDS = re.compile(
    r"\b(?:iphone|galaxy|pixel|fairphone|oneplus|xperia|zenfone|moto|xiaomi|redmi|huawei|nokia|motorola|realme|oppo|"
    r"nothing phone|blackberry|samsung|smartphone|android phone|poco|honor)\b",
    re.IGNORECASE,
)
COMPUTER_WORDS = re.compile(
    r"\b(?:macbook|imac|laptop|thinkpad|chromebook|surface pro|desktop|mac mini|dell xps|pc)\b", re.IGNORECASE
)
BIKE_WORDS = re.compile(
    r"\b(?:bike|bicycle|e-bike|ebike|motorbike|motorcycle|scooter|moped|yamaha|ducati|kawasaki|vespa|triumph)\b",
    re.IGNORECASE,
)
INSTRUMENTS = frozenset(
    """
    guitar piano violin viola cello bass drums flute clarinet saxophone trumpet trombone harp ukulele banjo accordion
    keyboard oboe bassoon tuba harmonica mandolin organ drum cajon sitar recorder horn
    """.split()
)
DURABLES = frozenset(
    """
    house flat apartment condo cottage cabin boat sailboat kayak canoe telescope camera drone tent caravan piano guitar
    violin cello ukulele drum keyboard tv television console playstation xbox switch kindle tablet ipad watch smartwatch
    headphones printer oven fridge freezer dishwasher sofa couch desk bed mattress treadmill greenhouse allotment garden
    farm vineyard skateboard surfboard snowboard skis tractor trailer sewing loom kiln wheelchair record synthesizer
    turntable typewriter projector grill barbecue smoker espresso bicycle safe shed hammock
    """.split()
)
GAMES_AND_SPORTS = frozenset(
    """
    tennis football soccer basketball volleyball badminton squash golf hockey rugby cricket baseball softball chess
    poker
    bridge handball lacrosse ping-pong padel pickleball darts bowling billiards pool snooker go dota minecraft
    """.split()
) | {
    "table tennis",
    "video games",
    "board games",
    "water polo",
    "ultimate frisbee",
    "ice hockey",
    "five-a-side football",
}
ACTIVITIES = frozenset(
    """
    yoga pilates karate judo jiu-jitsu boxing kickboxing taekwondo ballet pottery crossfit gymnastics archery fencing
    parkour zumba aikido meditation ceramics calligraphy woodworking gardening photography improv origami embroidery
    crosswords sudoku puzzles stand-up aerobics tai-chi athletics triathlon triathlons marathons weightlifting capoeira
    climbing bouldering knitting sewing quilting weaving crochet crocheting cycling swimming hiking running jogging
    skiing painting drawing sketching baking birdwatching surfing sailing rowing kayaking canoeing dancing juggling
    fishing camping skating skateboarding snowboarding singing stargazing geocaching beekeeping foraging scrapbooking
    """.split()
) | {"martial arts", "tai chi", "weight training", "muay thai"}
_OCCUPATIONS = frozenset(
    """
    nurse chef cook barista clerk judge monk nun priest pilot guard guide host coach butcher tailor florist surgeon vet
    sous-chef
    poet model maid nanny au-pair cashier secretary paralegal attorney architect engineer electrician mechanic musician
    magician politician physician librarian technician dietician dietitian optician veterinarian historian comedian
    mathematician beautician mortician statistician student pensioner freelancer entrepreneur artist dentist pharmacist
    scientist journalist therapist economist pianist guitarist violinist cellist drummer biologist chemist physicist
    geologist psychologist receptionist hygienist activist novelist columnist copywriter welder carpenter plumber
    builder
    roofer painter decorator gardener farmer baker brewer barber hairdresser stylist waiter waitress bartender server
    driver courier trucker teacher professor lecturer tutor trainer instructor researcher doctor gp paramedic midwife
    caregiver carer firefighter officer detective soldier sailor marine lawyer solicitor barrister notary accountant
    auditor banker broker trader analyst consultant adviser advisor manager director ceo cto cfo executive administrator
    assistant coordinator supervisor producer editor writer author reporter photographer filmmaker animator illustrator
    designer developer programmer tester administrator translator interpreter actor actress singer dancer choreographer
    composer conductor performer curator archivist agent recruiter marketer salesman saleswoman salesperson cleaner
    housekeeper janitor caretaker fisherman miner operator technologist machinist locksmith blacksmith jeweller potter
    weaver seamstress buyer planner surveyor inspector investigator worker intern apprentice trainee postdoc headmaster
    headteacher principal dean counsellor counselor psychiatrist radiologist cardiologist neurologist oncologist
    dermatologist pediatrician paediatrician anaesthetist physiotherapist masseuse masseur sommelier pastor imam rabbi
    diplomat ambassador minister mayor councillor civil-servant postman postwoman mailman dispatcher stewardess steward
    ranger forester zookeeper beekeeper breeder groomer vintner winemaker cheesemaker chocolatier patissier confectioner
    head lead chief president chairman chairwoman vp caterer restaurateur hotelier owner founder partner contractor
    landscaper arborist glazier mason bricklayer
    scaffolder
    joiner upholsterer programmer streamer youtuber blogger influencer umpire referee athlete footballer jockey
    lifeguard
    homemaker housewife househusband retiree actuary underwriter cartographer astronomer astronaut botanist zoologist
    ecologist meteorologist archaeologist anthropologist sociologist philosopher linguist lexicographer proofreader
    typesetter printer bookbinder bookseller shopkeeper grocer fishmonger ironmonger optometrist audiologist
    chiropractor
    osteopath acupuncturist herbalist pathologist virologist epidemiologist toxicologist geneticist biochemist
    acrobat airman anchor anesthesiologist anesthetist announcer attache attorney auctioneer aviator babysitter
    bailiff ballerina baritone barkeeper barmaid barman bassist bellboy binman biographer bishop bookkeeper
    bookmaker bosun bouncer boxer broadcaster bursar busker butler cabbie cabdriver cameraman camerawoman cartoonist
    ceramicist ceramist chambermaid chaplain chauffeur cheesemonger childminder chiropodist clockmaker clown cobbler
    coder compere comptroller concierge confectioner congressman conjurer constable consul coroner costermonger
    councilman cricketer criminologist crooner croupier curate cyclist dairyman datascientist deacon dealer deckhand
    dishwasher dispatcher dj doorman draper draughtsman dustman egyptologist embalmer engraver entomologist envoy
    essayist estimator expediter exporter farrier ferryman financier fireman firewoman flautist footman gamekeeper
    gaoler gasfitter ghostwriter glaciologist glassblower goalkeeper golfer governess gravedigger greengrocer
    greenkeeper groundsman groundworker gunsmith gymnast gynaecologist haberdasher hacker haematologist handyman
    harpist headmistress herdsman hydrologist hygienist immunologist importer impresario juggler laborer labourer
    lithographer lobbyist longshoreman luthier lyricist magistrate marshal matron merchandiser milkman milliner
    missionary mountaineer muralist nanny navigator obstetrician officer ombudsman operative organist ornithologist
    orthodontist orthopaedist packer palaeontologist paver pawnbroker percussionist phlebotomist physio picker
    pipefitter plasterer playwright podiatrist policeman policewoman porter presenter prosecutor publisher puppeteer
    purchaser purser quarterback rapper reflexologist registrar retailer rheumatologist rigger roadie roadsweeper
    roaster rower saddler saxophonist schoolteacher screenwriter scriptwriter sculptor seismologist senator sensei
    sergeant servant shepherd sheriff shoemaker signalman skipper songwriter sonographer soprano spokesman
    spokesperson spokeswoman sprinter stationmaster stenographer stevedore stocker stonemason stuntman stuntwoman
    sweep swimmer sysadmin taxman telephonist teller tenor tester thatcher tiler toolmaker tradesman treasurer
    trucker trumpeter typist typographer undertaker urologist valet ventriloquist vicar vocalist volcanologist
    warden watchmaker weaver webmaster wheelwright wholesaler wrestler
    """.split()
)
_OCCUPATION_HEADS = re.compile(
    r"(?:[a-z]{3,}(?:ologist|ographer|graphist|maker|keeper|smith|monger|wright|ician)"
    r"|[a-z]+(?:engineer|developer|teacher))$"
)


_OF_TWO_WORDS = re.compile(
    r"(?:dinner|tea|lollipop|cleaning|bar) (?:lady|man)|air hostess"
    r"|^stay[- ]at[- ]home (?:dad|mum|mom|parent|father|mother)$|delivery (?:man|woman)$"
    r"|(?:software|web|game|app|mobile|java|python|full[- ]stack|back-?end|front-?end) devs?$"
)


def is_occupation(phrase: str) -> bool:
    """Whether a noun phrase names what somebody does for a living: it ends in, or begins with, such a word."""
    words = phrase.casefold().replace(",", " ").split()
    if not words or len(words) > 6:
        return False
    head = next((word for i, word in enumerate(words) if i and word in ("of", "in", "at", "for", "with")), None)
    last = words[words.index(head) - 1] if head else words[-1]
    known = last in _OCCUPATIONS or _OCCUPATION_HEADS.search(last) is not None
    return known or _OF_TWO_WORDS.search(" ".join(words)) is not None


def gender_of(relation_word: str) -> Gender:
    """What a word for a relative says of who it is."""
    return "f" if relation_word in WOMEN else "m" if relation_word in MEN else ""
