"""What the phrasings are filled with: for each kind of word a list to learn from and another to test with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Half = Literal["train", "test"]


def _split(train: str, test: str) -> Mapping[Half, tuple[str, ...]]:
    """Two lists out of two texts whose entries are separated by commas."""
    return {"train": _entries(train), "test": _entries(test)}


def _entries(text: str) -> tuple[str, ...]:
    return tuple(" ".join(entry.split()) for entry in text.split(","))


NAMES = _split(
    """
    Anna, Ben, Carla, Daniel, Elena, Frank, Grace, Hannah, Igor, Julia, Karim, Laura, Martin, Nina, Oliver, Paula,
    Rosa, Samuel, Tanja, Ulrich, Vera, Walter, Xenia, Yusuf, Zoe, Abdul, Bianca, Chloe, Dario, Emma, Fatima, Georg,
    Heidi, Isabel, Jamal, Kirsten, Leon, Mei, Naveen, Olga, Pavel, Rita, Sven, Tess, Umar, Valerie, Will, Mary Ann,
    Jean-Luc, Nuria, Bjorn, Aoife, Priya, Tomasz, Hiroshi, Lin, Pete, Maggie, Agnieszka, Thabo, Esra, Claire, Sergio,
    Dana, Harriet, Ismail, Joyce, Kofi, Lorenzo, Marta
    """,
    """
    Alice, Bruno, Cecilia, Dennis, Erika, Fabio, Gloria, Hector, Irene, Jakob, Kamila, Louis, Monika, Nils, Orla,
    Patrick, Renate, Simon, Teresa, Vincent, Wendy, Yara, Zack, Ann-Marie, Sanjay, Keiko, Ahmed, Brigid, Lukas, Sofia
    """,
)
PET_NAMES = _split(
    """
    Bella, Max, Luna, Charlie, Rocky, Daisy, Milo, Coco, Simba, Lola, Buddy, Shadow, Lucky, Toby, Ruby, Oscar,
    Ginger, Smokey, Teddy, Molly, Peanut, Whiskers, Fluffy, Snowy, Rex, Socks, Duke, Honey, Mittens, Tiger, Zorro,
    Cookie, Patch, Misty, Leo, Freddie,
    Lord Nelson, Miss Marple, Sir Barks, Mr Tibbs, Lady Grey, Queen Bee, Captain Fluff
    """,
    "Felix, Cleo, Bruno, Jasper, Poppy, Muffin, Nala, Scout, Hazel, Bear, Lulu, Sparky, Willow, Sunny, Chip",
)
NICKNAMES = _split(
    """
    Jo, Bee, Skip, Coach, Tiger, Red, Buddy, Maestro, Duke, Sunny, Lex, Mads, Bobby, Kit, Mister T, Big Al, Sky,
    Wolf, Freckles, Lady P, Judge, Ziggy, Slim, Nico, Peaches, Foxy, Major, Kiki, Bear, Smiley
    """,
    "Spike, Queenie, Mac, Rocket, Shorty, Gus, Admiral, Pip, Dee, Sarge, Goose, Lou, Champ, Bunny",
)
PLACES = _split(
    """
    London, Paris, Berlin, Madrid, Rome, Vienna, Prague, Warsaw, Lisbon, Dublin, Oslo, Stockholm, Helsinki,
    Copenhagen, Amsterdam, Brussels, Zurich, Geneva, Milan, Naples, Barcelona, Manchester, Liverpool, Edinburgh,
    Birmingham, New York, Chicago, Boston, Seattle, San Diego, Houston, Dallas, Miami, Toronto, Vancouver, Sydney,
    Melbourne, Brisbane, Tokyo, Osaka, Seoul, Mumbai, Delhi, Nairobi, Cairo, Lagos, Cape Town, Buenos Aires, Lima,
    Mexico City, Hamburg, Munich, Cologne, Stuttgart, Marseille, Bordeaux, Lille, Gdansk, Budapest, Athens,
    Thessaloniki, Bath, Exeter, Norwich, a small village near Oxford, Salt Lake City, St. Louis, Kyoto, Hanoi
    """,
    """
    Hull, York, Plymouth, Malaga, Florence, Bologna, Strasbourg, Dortmund, Nuremberg, Gothenburg, Trondheim, Lodz,
    Phoenix, Atlanta, Memphis, Quebec, Edmonton, Christchurch, Kobe, Busan, Accra, Bogota, Santiago, Split, Zagreb,
    Sofia, Bucharest, Den Haag, Las Vegas, Kuala Lumpur
    """,
)
JOBS = _split(
    """
    teacher, doctor, lawyer, engineer, cook, waiter, pilot, dentist, plumber, painter, farmer, baker, butcher,
    hairdresser, mechanic, police officer, soldier, architect, photographer, musician, actor, writer, editor, banker,
    cashier, cleaner, driver, taxi driver, gardener, florist, surgeon, paramedic, psychologist, therapist, biologist,
    chemist, physicist, web developer, data scientist, system administrator, sales manager, consultant,
    secretary, receptionist, flight attendant, fisherman, tailor, roofer, bricklayer, truck driver, marine biologist,
    fitness instructor, tour guide, interior designer, kindergarten teacher, judge, notary, insurance agent, estate
    agent, security guard, postman, train driver, crane operator, museum curator, school principal, vet, barista,
     barber, electrician, librarian, solicitor, barrister,
     lorry driver, carpenter, joiner, jeweller, head chef, sous-chef, bouncer,
     social worker, care assistant, teaching assistant, maths teacher, lecturer,
    data analyst, software engineer, game developer, graphic designer, illustrator, animator, stuntman,
    radio presenter, journalist, copywriter, proofreader, warehouse operative, shop assistant,
    shepherd, winemaker, brewer, tree surgeon, landscape gardener, park ranger, lifeguard, swimming instructor,
    accountant, tax adviser, economist, surveyor, dental hygienist, nurse,
    nurse practitioner, anaesthetist, undertaker, priest, diplomat, civil servant, customs officer, detective, stylist,
    plumber's mate, surgeon's assistant, baker's apprentice, trainee optician, junior architect, deputy editor,
    assistant curator, senior estimator, head of logistics, key account manager, night porter, forklift driver
    """,
    """
    chef, nanny, carpenter's apprentice, radiologist, blacksmith, tattoo artist, statistician, locksmith, beekeeper,
    speech therapist, ship captain, bookbinder, music teacher, film director, product designer, auditor, chimney
    sweep, sommelier, call centre agent, urban planner, postdoc, bartender, goldsmith, zookeeper, news anchor
    """,
)
COMPANIES = _split(
    """
    Google, Microsoft, Siemens, Bosch, Ikea, Tesco, Amazon, Volkswagen, Airbus, Shell, Unilever, Nestle, Deloitte,
    Barclays, the city council, the post office, the local hospital, Lindqvist Bakery, Hartmann & Sons, Blue Harbour,
    Greenfield Partners, Nordlys Energy, Pinewood School, St. Mary's Hospital, Acme Tools, Riverside Clinic, Orion
    Software, Delta Freight, Marlowe Books, Kingsley Bank, Northern Rail, Sunrise Hotels, Falcon Motors, Granite
    Construction, Harbor Media, Juniper Labs, Kite Games, Lakeside Foods, Monarch Airlines, Novum Pharma, Opal
    Design, Peak Outdoor, Quartz Analytics, Redwood Furniture, Silverline Telecom, Triton Shipping, Umbra Films,
    Vista Travel, Willow Gardens, Yellowbrick, Zenith Bank, Sommer GmbH, the university library, Sony, Toyota
    """,
    """
    Ericsson, Nokia, Philips, Lidl, Heineken, the ministry of health, Copper Lane Brewery, Bergstrom Paper, Aurora
    Clinics, Eastwind Airlines, Fairmont School, Hollis & Wray, Ironbridge Steel, Larkspur Cosmetics, Moorland Dairy,
    Pendulum Watches, Ridgeway Council, Stellar Apps, Tidewater Bank, Verity Insurance, Wexford Glass
    """,
)
BONDS = _split(
    "wife, husband, girlfriend, boyfriend, partner, fiancé, fiancée, spouse",
    "wife, husband, girlfriend, boyfriend, partner, fiancé",
)
RELATIONS = _split(
    """
    sister, brother, mother, father, mum, dad, mom, aunt, uncle, cousin, grandmother, grandfather, grandma, grandpa,
    niece, nephew, big sister, little brother, twin sister, stepfather, mother-in-law, stepmother, gran, granny,
    grandad, sister-in-law, brother-in-law, godmother, godfather, half-sister, stepbrother, older sister, baby brother
    """,
    "sister, brother, mother, father, aunt, uncle, cousin, grandmother, older brother, younger sister, grandad",
)
CHILDREN = _split(
    "son, daughter, baby son, eldest daughter, little girl, little boy, baby, oldest son, stepson",
    "son, daughter, youngest daughter, baby daughter",
)
SPECIES = _split(
    "dog, cat, puppy, kitten, guinea pig, horse, pony, goldfish, budgie, labrador, turtle, beagle, snake, goat, poodle",
    "dog, cat, rabbit, parrot, hamster, tortoise, canary, ferret, terrier",
)
ALLERGENS = _split(
    """
    nuts, milk, wheat, gluten, fish, crab, shrimp, wasp stings, dust, house dust mites, cats, dogs, grass pollen,
    pollen, nickel, aspirin, amoxicillin, tomatoes, apples, celery, mustard, walnuts, hazelnuts, almonds, lupin,
    mold, horse hair, perfume, oranges, bananas, lactose, sulfites, feathers, chocolate, carrots, peaches, avocado
    """,
    "peanut butter, oysters, codeine, mango, pine nuts, rabbits, chamomile, honey, rye, cherries, plasters, lobster",
)
CONDITIONS = _split(
    """
    diabetes, type 1 diabetes, hay fever, depression, anxiety, insomnia, ADHD, autism, dyslexia, bipolar disorder,
    heart disease, a heart murmur, high cholesterol, low blood pressure, anaemia, gout, osteoporosis, scoliosis,
    multiple sclerosis, Crohn's disease, irritable bowel syndrome, chronic back pain, chronic fatigue, glaucoma,
    lupus, rosacea, acne, endometriosis, fibromyalgia, Parkinson's disease, kidney stones, a slipped disc, vertigo,
    cataracts, hepatitis B, restless legs syndrome, OCD, panic attacks, tennis elbow
    """,
    """
    bronchitis, angina, narcolepsy, sciatica, ulcerative colitis, PTSD, dermatitis, an underactive thyroid, carpal
    tunnel syndrome, atrial fibrillation, cluster headaches, hemophilia, acid reflux
    """,
)
DIETS = _split(
    """
    vegetarian, pescatarian, lactose-free, low-fat, plant-based, sugar-free,
    flexitarian, raw food, carnivore, Mediterranean, nut-free, macrobiotic, low-salt
    """,
    " vegetarian, kosher, paleo, dairy-free, fruitarian, low-sodium, grain-free",
)
CARS = _split(
    """
    Volkswagen Golf, VW Polo, BMW 3, Audi A4, Mercedes C-Class, Tesla Model 3, Tesla Model Y, Ford Focus, Opel Corsa,
    Fiat Panda, Fiat 500, Toyota Yaris, Toyota Prius, Honda Jazz, Honda Accord, Mini Cooper, Peugeot 308, Citroen C3,
    Renault Zoe, Skoda Fabia, Volvo XC40, Kia Ceed, Hyundai i20, Nissan Micra, Mazda 3, Suzuki Swift, Jeep Wrangler,
    Land Rover, Porsche 911, Smart, Chevrolet Bolt, Dodge Ram, Subaru Forester, Lexus, minivan, pickup truck, Tesla,
    camper van
    """,
    """
    BMW i3, Audi A3, Ford Mondeo, Opel Astra, Honda CR-V, Mitsubishi Colt, Saab 900, Lada, Jaguar, Alfa Romeo, Dacia,
    Mini
    """,
)
PHONES = _split(
    """
    iPhone, iPhone 12, iPhone 14 Pro, iPhone SE, iPhone 16, Samsung Galaxy, Galaxy S21, Galaxy S23 Ultra, Galaxy
    Fold, Pixel 6, Pixel 9 Pro, Nokia 3310, Huawei P30, Xiaomi 13, Redmi Note 12, OnePlus 9, Sony Xperia, Motorola
    Razr, Fairphone 4, Nexus 5, BlackBerry, HTC One, Oppo Find X5, Honor 90, flip phone, LG G6
    """,
    "iPhone 11, Galaxy S22, Pixel 7, Nokia 8, Huawei Mate 20, Xiaomi 12, Moto E7, Realme 9, Fairphone 3",
)
FAVOURITES: Mapping[str, Mapping[Half, tuple[str, ...]]] = {
    "colour": _split(
        "red, blue, green, purple, dark green, orange, sky blue, black, turquoise, crimson, beige, pale pink, gold",
        "yellow, maroon, olive green, violet, ivory",
    ),
    "food": _split(
        "pizza, sushi, lasagna, fried rice, tacos, curry, pasta carbonara, dumplings, goulash, falafel, fish and chips",
        "risotto, burritos, pho, moussaka, gnocchi",
    ),
    "film": _split(
        "Titanic, The Godfather, Inception, Jaws, Gladiator, Star Wars, Pulp Fiction, Toy Story, Vertigo, Avatar",
        "Rocky, Fargo, Up, Heat, The Big Lebowski",
    ),
    "movie": _split("The Matrix, Frozen, Psycho, Forrest Gump, Goodfellas, Shrek", "Se7en, Memento, Rain Man"),
    "book": _split(
        "Moby Dick, Emma, The Stranger, Ulysses, The Road, Dracula, Walden, Little Women, The Trial, War and Peace",
        "Jane Eyre, Frankenstein, Nostromo, The Idiot",
    ),
    "band": _split(
        "Queen, The Beatles, Coldplay, Nirvana, Pink Floyd, Abba, Oasis, Blur, Metallica, The Smiths, Muse",
        "U2, Depeche Mode, Pearl Jam, Genesis",
    ),
    "song": _split("Imagine, Yesterday, Hallelujah, Africa, Creep, Hey Jude", "Layla, Jolene, Wonderwall"),
    "drink": _split(
        "green tea, orange juice, espresso, beer, red wine, iced coffee, mint tea, sparkling water, milkshake",
        "apple juice, tonic water, chai, whisky",
    ),
    "season": _split("autumn, spring, winter", "summer, fall"),
    "animal": _split("elephant, otter, fox, penguin, horse, owl, dolphin", "giraffe, badger, wolf, sloth"),
    "sport": _split("tennis, football, rugby, ice hockey, basketball, cricket", "handball, volleyball, golf"),
    "city": _split("Vienna, Istanbul, Rome, Kyoto, Edinburgh", "Prague, Lisbon, Havana"),
    "restaurant": _split("The Golden Lion, Luigi's, Noma, the Thai place round the corner", "Chez Marie, Sakura"),
    "author": _split("Tolstoy, Jane Austen, Stephen King, Toni Morrison, Borges", "Orwell, Virginia Woolf, Murakami"),
    "game": _split("Tetris, Zelda, Scrabble, poker, Monopoly, Minecraft", "Catan, Civilization, Go"),
    "subject": _split("history, maths, geography, art, chemistry", "biology, music"),
    "ice cream": _split("vanilla, pistachio, strawberry, stracciatella", "lemon sorbet, mango"),
    "dish": _split("beef stew, ratatouille, chicken soup, Wiener schnitzel", "chili, shepherd's pie"),
}
THINGS = _split(
    """
    coffee, tea, jazz, classical music, rock music, hip hop, rain, snow, autumn, summer evenings, long walks, hiking,
    the sea, mountains, forests, sunsets, dogs, cats, horses, spiders, crowds, parties, karaoke bars, shopping malls,
    camping, cooking, spicy curry, garlic, onions, mushrooms, tofu, sushi, cheese, chocolate, milk chocolate, pizza,
    broccoli, brussels sprouts, liver, oysters, tomatoes, bananas, coconut, cinnamon, popcorn, whisky, red wine,
    beer, musicals, westerns, romantic comedies, crime novels, poetry, comics, podcasts, museums, art galleries, flea
    markets, old trains, steam engines, vinyl records, gardening shows, football, chess problems, puzzles, video
    games, winter, Mondays, getting up early, traffic jams, waiting in line, cold weather, hot summers, long
    meetings, spreadsheets, emails, advertising, small dogs, fireworks, clowns, balloons, wool sweaters, high heels,
    neckties, bright lights, the smell of fresh bread, mint, ginger, salads, soft cheese, seafood, the colour pink,
    heavy metal, opera singers,
    rainy afternoons, slow mornings, stale bread, loud music in restaurants, hotel pillows, black liquorice,
    family reunions, dry toast, long queues, soft jazz, overripe pears, walking on wet sand, being late, cucumber water
    """,
    """
    techno, stargazing, thunder, fog, seagulls, rye bread, anchovies, aubergines, goat cheese, peanut butter, gin,
    action films, biographies, ballet, roller coasters, elevators, ironing, hotel breakfasts, job interviews, wasps,
    motorways, windy days, quiet mornings, fresh coffee, sour cherries, board meetings, limericks, folk songs, fennel
    """,
)
HOBBIES = _split(
    """
    painting, photography, gardening, knitting, sewing, crochet, climbing, running, swimming, cycling, hiking,
    fishing, sailing, surfing, skiing, snowboarding, tennis, badminton, table tennis, golf, judo, karate, yoga,
    pilates, ballet, tango, ballroom dancing, singing, playing the guitar, playing the piano, the violin, drumming,
    collecting stamps, collecting coins, model railways, model aircraft, puzzles, board games, video games, poker,
    reading, creative writing, cooking, baking, brewing beer, winemaking, carpentry, scrapbooking, quilting, drawing,
    sculpting, stained glass, jewellery making, horse riding, bird photography, stargazing, foraging, mushroom
    hunting, genealogy, blogging, amateur radio, magic tricks, improv theatre, choir singing, bonsai,
    tap dancing, clog dancing, fell walking, dry stone walling, stunt kiting, leather working, sand sculpting, trail
    running, ice fishing, figure skating, wood turning, street photography, lock picking, brass band playing
    """,
    """
    rowing, squash, windsurfing, lace making, basket weaving, line dancing, aikido, paragliding, darts, bowling,
    sudoku, macrame, candle making, acting, ham radio, rock climbing, ice skating, cross-stitch
    """,
)
LANGUAGES = _split(
    """
    English, French, Spanish, German, Russian, Dutch, Swedish, Norwegian, Czech, Romanian, Ukrainian, Hebrew,
    Persian, Urdu, Bengali, Vietnamese, Thai, Cantonese, Afrikaans, Icelandic, Irish, Latin, Serbian, Croatian, sign
    language
    """,
    "Bulgarian, Slovak, Latvian, Tamil, Malay, Basque, Zulu, Albanian, Estonian, Gaelic",
)
HABITS = _split(
    """
    drink a cup of tea, lift weights, walk the dog, do yoga, do push-ups, play tennis, visit my parents, cook dinner,
    eat porridge, go to the gym, take a nap, drive to the sea, smoke a pipe, study French, practise the piano, listen
    to a podcast, take the bike to work, meet friends at the pub, clean my room, go to church, pray, bake bread,
    watch the news, play chess online, work from home, have a sauna, swim twenty lengths, ride my horse,
    walk for half an hour, get up at six, write for two hours, ring my sister in Canada, go to
    bed at nine, play cards with the neighbours, have an espresso at the corner bar
    """,
    """
    go for a run, read for an hour, call my mum, water the plants, sing in a choir, wake up at five, make pancakes,
    stretch, skip breakfast, keep a diary
    """,
)
CADENCES = _split(
    """
    every day, every morning, every evening, each morning, every night, every Saturday, on Mondays, on Thursdays, on
    Fridays, twice a week, three times a week, once a week, once a month, daily, on weekdays, at weekends, after
    work, before work, after dinner, before bed, in the afternoon, on Wednesday evenings, every other week, every
    Monday morning, at lunchtime, at dawn, first thing in the morning, every second day
    """,
    """
    every Friday, each evening, on Sunday mornings, four times a week, on Saturdays, before lunch, weekly, at night,
    every weekend, every afternoon
    """,
)
ERRANDS = _split(
    """
    buy a present for Anna, pay the rent, go to the doctor, finish the report, write the speech, send the contract,
    clean the garage, book a hotel, water the neighbour's plants, renew my visa, cancel the gym membership, collect
    the parcel, meet the lawyer, hand in my thesis, repair the fence, visit grandma, paint the kitchen, submit the
    form, transfer the deposit, get a haircut, bring back the ladder, sign the lease, file my taxes, bake a cake for
    school
    """,
    """
    call the bank, return the drill, pick up my suit, prepare the presentation, take the cat to the vet, pick up Ben
    from the airport, change the tyres, order new glasses
    """,
)
DUES = _split(
    """
    tomorrow, on Friday, by Monday, next week, by the end of the month, on 12 March, on March 3rd, this weekend,
    tonight, next Tuesday, before Christmas, by 5 pm, in two weeks, by next Friday, on the 21st, tomorrow morning,
    before the 1st of June, within three days, on Sunday, later today, by the weekend, in May
    """,
    """
    on Thursday, by 8 April, next month, the day after tomorrow, by Wednesday, in ten days, on October 2nd, this
    Saturday
    """,
)
ORDERS = _split(
    """
    reply in French, talk to me in Spanish, write to me in Dutch, be brief, use metric units, speak formally, give
    examples, cite your sources, number your points, write in lower case, use a table, add a summary, give prices in
    dollars, explain your reasoning, check the facts, reply in one paragraph, greet me by name, ask before you assume
    things, give distances in kilometres, suggest vegan dishes, tell me when you are unsure, write dates as day and
    month, offer three options, put the answer first, use the active voice,
    show the sums, put the dosage in brackets, warn me before you spoil a plot, translate the idioms for me, write out
    the numbers, begin with the bad news, check my spelling in emails, give the recipe for two people
    """,
    """
    answer in German, use simple words, keep it short, use American spelling, write code in Python, use headings,
    show the steps, include a translation
    """,
)
BANS = _split(
    """
    swear, use capital letters, talk about politics, recommend meat, give medical advice, use hashtags, repeat my
    question, spoil films, use abbreviations, flatter me, ask me about work, call me sir, suggest sugar, use smileys,
    say sorry, send me links, lecture me, quote the Bible, use dashes, correct my accent,
    tell my kids about the divorce, write in the passive, start letters with "Dear", put emojis into my texts,
    call me "mate", give opinions on my diet
    """,
    """
    use jargon, mention my brother, make jokes, use bullet lists, write long answers, use passive sentences, mention
    the weather
    """,
)
DEEDS = _split(
    """
    bought a house, got my driving licence, finished my studies, broke my leg, had an operation on my knee, won a
    chess tournament, ran my first marathon, graduated from university, gave a concert, started therapy, lost my
    wallet, met the mayor, flew to Japan for the first time, sold my flat, had a car accident, got a promotion,
    published my first novel, passed the bar exam, swam across the lake, planted an apple tree, saw a whale, attended
    a funeral, hosted a big party, opened a shop, went skydiving, quit smoking, hurt my shoulder, took part in a
    triathlon, fell off my bike, visited the Louvre, got my first tattoo, donated blood
    """,
    """
    climbed Mount Etna, had a root canal, organised a street festival, won the lottery, cut down the old oak, lost
    the final, finished my first quilt, went to my brother's wedding, crashed my bike, saw an opera
    """,
)
WHENS = _split(
    """
    last week, last month, last year, in June, in March, in 2019, two weeks ago, three months ago, yesterday, on
    Monday, last Friday, last summer, on 3 May, on the 5th of August, a year ago, this spring, recently, at the
    beginning of the year, in January 2021, a few days ago, on my birthday, last weekend
    """,
    "last Tuesday, in October, in 2022, a month ago, ten days ago, last spring, on July 9th, the day before yesterday",
)
SINCES = _split(
    """
    since May, since 2015, for three years, for ten years, since last summer, for a decade, since March 2020, since I
    was young, for six months, since January, for ages, since last year, for about a year, since college
    """,
    "since 2018, for two years, since August, for eight months, since last winter, for five years now",
)
WHOS = _split(
    """
    my sister, my brother, my mother, my dad, my uncle, my friend, my boss, my neighbour, my colleague, my cousin, my
    best friend, my roommate, my sister {name}, my brother {name}, my friend {name}, my colleague {name}, my
    neighbour {name}, my old friend {name}, my cousin {name}, my aunt {name}, my flatmate {name}, my boss {name},
    {name}, my daughter {name}, my grandmother, my ex {name}, our neighbour {name}, my buddy {name}, my father,
    my mate {name}, {name}, Mum, Dad, my brother-in-law, my sister-in-law {name}, my daughter, my son, my son {name},
    my wife, my husband, my niece, my nephew {name}, my godmother, my best mate {name}, aunt {name}, uncle {name}
    """,
    """
    my sister, my mum, my friend {name}, my brother {name}, my colleague {name}, my uncle {name}, {name}, my
    landlord, my teacher {name}, my best friend {name}, my nephew {name}, my old roommate {name}, my boss {name}
    """,
)
MONTHS = "January February March April May June July August September October November December".split()
