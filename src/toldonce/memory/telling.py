"""How a sentence looks that tells where somebody works or lives, what they do, have or are called: for things whose
words are used of much else.

Who is late for work has told no employer, and who stays at home no address. The patterns are for `plain` sentences;
most of what tells such a thing was read as a memory before, and needs none of them.
"""

from __future__ import annotations

import re

from toldonce.memory.extract.english.lexicon import CAR_MAKES, CONDITIONS, GAMES_AND_SPORTS

_TIMES = (
    r"hours?|days?|weeks?|weekends?|months?|years?|ages|minutes?|moment|time|times|while|bit|mornings?|evenings?"
    r"|afternoons?|nights?|noon|midnight|\w+days?|summer|winter|christmas"
)
_NO_FIRM = (
    r"(?!(?:(?:the|an?|my|our|this|that|all|some|about|almost|over|at) )*(?:\w+ )?"
    rf"(?:{_TIMES}|home|least|last|first|once|now|it|me|you|him|her|them|us|myself|free|fun|nothing|money|peanuts"
    r"|present|heights?|desk|table|computer|height|speed|pace|wedding|exam|test|\d[\w:.]*)\b)"
)
_WORKING = (
    r"\b(?:(?:work|works|working|employed|(?:have|has|had been|been) worked|internship|apprenticeship)(?: \w+){0,2}?"
    r" (?:at|for)|(?:job|position|post|contract) (?:\w+ )?(?:at|with)|shifts? at)"
)
_INSTITUTION = (
    r"(?:hospital|clinic|surgery|school|nursery|college|university|bank|shop|store|supermarket|warehouse|factory|theatre"
    r"|restaurant|cafe|café|pub|hotel|library|museum|bakery|studio|lab|laboratory|agency|start-?up|firm|company"
    r"|practice|garage|salon|council|ministry|court)"
)
_NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w+)?)"
)
AGE = (
    rf"\bturn(?:s|ed|ing)? {_NUMBER}(?=\W*$|[.,;:!]| (?:on|in|at|last|this|next|today|yesterday|years?|and|but|so|a)\b)"
    rf"|\b(?:is|am|are|was) {_NUMBER}(?=\W*$|[.,;!)]| (?:and|but|now|already|today)\b)"
    rf"|\b{_NUMBER}[- ](?:years?|months?|yrs?|weeks?)[- ]olds?\b|\bage[ds]? (?:\w+ )?{_NUMBER}\b"
)
CAR = (
    r"\b(?:my|our|his|her|the|an?|own|owns|have|has|got|drive|drives|drove|driving|bought) (?:[\w-]+ ){0,3}?"
    rf"(?:{'|'.join(map(re.escape, sorted(CAR_MAKES - {'seat', 'rover', 'smart', 'ram', 'lincoln', 'genesis'})))})\b"
    r"|\b(?:drive|drives|drove|driving|own|owns|have|has|got|bought) (?:an?|the|my|our|his|her|no) (?:[\w-]+ ){0,2}?"
    r"(?:car|van|estate|suv|pick-?up|convertible|hatchback|(?-i:[A-Z])[\w-]+)\b"
    r"|\bcar (?:is|:|-) (?:an? |the |my )?(?-i:[A-Z])"
)
EMPLOYER = (
    rf"{_WORKING} {_NO_FIRM}[a-z]"
    rf"|\bwork(?:s|ing)? in (?:an?|the|our|this) (?:\w+ ){{0,2}}?{_INSTITUTION}\b"
    r"|\b(?:employer|firm|company|workplace) (?:is|are|called)\b|\bmy (?:employer|firm|company),? (?-i:[A-Z])"
    r"|\b(?:employed|hired|paid) by\b|\bpays? (?:my|his|her|their|our) (?:wages|salary|bills)\b"
    r"|\b(?:joined|start(?:ed|ing)? (?:\w+ )?(?:at|with)) (?:the )?(?-i:[A-Z])"
    r"|\b(?:is|are|am|was|been) (?:at|with) (?:the )?(?-i:[A-Z])[\w&'-]*(?: [\w&'-]+)? (?:for|since|all)\b"
    r"|\b(?:am|is|been) with the (?:\w+ )?(?:brigade|police|army|navy|force|council|railways?|post|service"
    r"|firm|company)\b"
)
EMPLOYER_OF_OTHERS = rf"{EMPLOYER}|\b\w+(?:s|ing) (?:[\w-]+ ){{0,5}}?at (?:the )?(?-i:[A-Z])[\w&-]+(?!')\b"
JOB = (
    r"\b(?:job|profession|trade|career|occupation|line of work|role|title) (?:\w+ )?(?:is|are|as|of|being)\b"
    r"|\bwork(?:s|ing|ed)? (?:[\w-]+ )?as\b|\b(?:earns?|makes?) (?:my|our|his|her|their|a) (?:living|money|bread)\b"
    r"|\b(?:paid|trained|qualified|employed|hired) (?:as|to)\b|\bfor a living\b|\bby (?:trade|profession)\b"
    r"|\bwork(?:s|ing)? in (?!(?:the|an?|my|our|this|that|his|her|their|it|here|there|progress|silence|peace|vain|bed"
    rf"|shifts|teams?|pairs|{_TIMES})\b)(?-i:[a-z]|IT\b|HR\b|PR\b|TV\b)"
)
HOME = (
    r"\b(?:liv(?:e|es|ed|ing)|resid(?:e|es|ing)|based|settled|located) (?:\w+ ){0,3}?"
    r"(?:in|at|on|near|by|outside|above|beside|opposite|off|with|between|here)\b"
    r"|\b(?:home|house|flat|apartment|place|address|abode)\b[^.;!?]{0,20}?\b(?:in|at|on|is) (?:the )?(?-i:[A-Z]|\d)"
    r"|\bmov(?:e|ed|ing) (?:\w+ ){0,3}?(?:to|into) (?:the )?(?-i:[A-Z])"
    r"|\bstay(?:s|ing)? (?:\w+ )?(?:in|at|with) (?:the )?(?-i:[A-Z])"
)
HOMETOWN = (
    r"\b(?:grew up|(?:was|were) raised|brought up|(?:was|were) born|born and (?:bred|raised)|childhood|hail(?:s|ed)?"
    r"|comes?|came|native|roots?|upbringing|originally)\b[^.;!?]{0,40}?\b(?:in|at|on|near|of|from|outside|is|was) "
    r"(?:the |an? )?(?:(?-i:[A-Z])|(?:\w+ )?(?:town|village|city|farm|island|countryside)\b)"
    r"|\b(?:town|village|city|place|street|farm|island|region|county) (?:\w+ )?(?:i|we)"
    r" (?:grew up|was|were|come|came)\b"
    r"|\bhome ?town\b"
)
_NO_NAME = (
    r"(?!(?:back|later|when|if|at|on|in|by|about|for|to|from|over|out|up|and|or|but|before|after|once|first|again|every"
    r"|tomorrow|today|tonight|this|that|next|now|soon|any|a|an|the|old|crazy|mad|names|anything|whatever|cynical|picky"
    r"|paranoid|lazy|weird|sad|daft|silly|boring|naive|what|your|his|her|their|my|not|as)\b)"
)
CALLED = (
    rf"\b(?:calls?|calling|called|address(?:es)?) me {_NO_NAME}[a-z]|\bnick ?(?:name\w*)?\b|\bknown (?:\w+ )?as\b"
    r"|\bgo(?:es)? by\b|\baddress me as\b|\b(?:am|is|get|gets) (?:\w+ )?called (?-i:[A-Z])|\banswers? to (?-i:[A-Z])"
)
NAMED = rf"{CALLED}|\bname (?:is|am)\b|\bmy name, |\bnamed me\b"
CONDITION = (
    r"\bdiagnos(?:ed|is|es)\b|\bsuffer(?:s|ing|ed)? (?:\w+ )?(?:from|with)\b"
    r"|\b(?:has|have|had|got|with|my|living with) (?:\w+ ){0,3}?(?:condition|disease|disorder|syndrome|illness"
    rf"|(?x:{CONDITIONS.pattern.removeprefix('(?ix)')}))\b"
)
WHEREABOUTS = (
    rf"{HOME}|\b(?:posted|stationed|deployed|moved|gone|off) (?:\w+ )?(?:to|in|at) (?:the )?(?-i:[A-Z])"
    r"|\b(?:is|are) (?:\w+ ){0,3}?(?:in|at) (?:the )?(?-i:[A-Z])"
)
WORK_TO_COME = (
    r"\b(?:will|shall|going to|from|as of|starting|starts?|begin|begins|beginning|joining)\b[^.;!?]{0,60}?"
    r"(?:\bwork(?:ing)? (?:\w+ )?(?:at|for|from|in|out of) (?:the )?(?-i:[A-Z])"
    r"|\b(?:at|in|for|with|to|from) (?:the )?(?:new )?(?-i:[A-Z])[\w&'-]*"
    r" (?:office|branch|site|team|factory|plant|shop)\b"
    r"|\b(?:at|with|joining) (?:the )?(?-i:[A-Z])|\b(?:new|next) (?:job|position|role|place|firm|company)\b)"
    r"|\bstart(?:s|ing)? (?:\w+ ){0,3}?(?:at|with) (?:the )?(?-i:[A-Z])"
)
_FOODS = (
    r"meat|beef|pork|bacon|ham|lamb|veal|steak|sausages?|chicken|turkey|duck|liver|kidneys|offal|fish|salmon|tuna|cod"
    r"|herrings?|anchov\w+|sardines|shellfish|seafood|prawns?|shrimps?|squid|oysters?|mussels|crab|lobster|eggs?|milk"
    r"|cheese|yogh?urt|butter|cream|custard|bread|pasta|rice|noodles|porridge|oats?|oatmeal|soup|salads?|vegetables?"
    r"|veg|greens?|spinach|kale|cabbage|sprouts|broccoli|cauliflower|carrots?|peas|beans|lentils|chickpeas|tofu"
    r"|potato\w*|tomato\w*|onions?|garlic|leeks?|celery|fennel|beetroots?|beets?|turnips?|swedes?|parsnips?|pumpkin"
    r"|aubergines?|eggplants?|courgettes?|zucchini|cucumbers?|peppers?|mushrooms?|olives?|avocados?|capers|pickles"
    r"|coriander|cilantro|parsley|dill|basil|mint|ginger|cinnamon|chil\w+|curry|spicy food|sweetcorn|corn|nuts?"
    r"|peanuts?|walnuts?|almonds?|hazelnuts?|sesame|coconut|fruits?|apples?|pears?|bananas?|oranges?|grapefruits?"
    r"|grapes|raisins|berries|strawberries|cherries|melons?|mango\w*|pineapples?|papaya|rhubarb|figs?|dates"
    r"|sugar|honey|chocolate|marzipan|liquorice|licorice|cakes?|puddings?|desserts?|sweets|jelly|marmalade|marmite"
    r"|mustard|ketchup|mayonnaise|mayo|vinegar|sushi|pizza|haggis|goulash|sauerkraut|food|dish(?:es)?"
)
DISLIKED_FOOD = rf"\b(?:hates?|dislikes?|loathes?|detests?|not (?:like|stand|bear|eat))\b.*\b(?:{_FOODS})\b"
_PLAYED_SITTING = frozenset("go chess poker bridge dota minecraft darts".split()) | {"video games", "board games"}
EXERCISE = (
    rf"\b(?:{'|'.join(map(re.escape, sorted(GAMES_AND_SPORTS - _PLAYED_SITTING)))}"
    r"|swim\w*|run(?:s|ning)?|jog\w*|cycl\w+|climb\w*|boulder\w*|row(?:s|ing)?|yoga|pilates|gym|spin\w*|weights?"
    r"|weight\w+|crossfit|hik(?:es?|ing)|walk(?:s|ing)?|danc\w+|ballet|zumba|aerobics|judo|karate|aikido|taekwondo"
    r"|jiu-jitsu|boxing|kickboxing|martial|fencing|archery|gymnastics|athletics|triathlons?|marathons?|parkrun|ski\w*"
    r"|surf\w*|sail(?:s|ing)?|kayak\w*|canoe\w*|skat\w+|snowboard\w*|rid(?:es?|ing)|5-a-side|five-a-side|lido|pool"
    r"|stretch\w*|push-ups|exercises?|workouts?|train(?:s|ing)?|tai[ -]chi)\b"
)
ALLERGY = r"\ballerg\w*\b|\bintoleran\w*\b|\banaphyla\w+\b|\breact(?:s|ed)? (?:\w+ )?to\b"
NOT_EATEN = (
    r"\b(?:not|never|no longer|hardly|rarely) (?:(?:\w+ )?(?:eat|eats|touch|touches|stomach|digest|tolerate|swallow)"
    r"|(?:have|has|do|does) (?:any )?\w+)|\b(?:no more|eats? no|drinks? no) \w+"
    r"|\ballerg\w+|\bintoleran\w+|\bc(?:o)?eliac\b|\bvegan\b|\bvegetarian\b|\bhalal\b|\bkosher\b|\bavoid\w*\b"
    r"|\beats? (?:\w+ )?(?:except|but|apart from)\b"
    rf"|\b(?:no|without|off) (?:{_FOODS}|dairy|gluten|wheat|alcohol)\b"
)
WISHED = re.compile(
    r"\b(?:would|could|might|wish|wishes|hope|hopes|want|wants|dream|imagine|nearly|almost|borrow(?:s|ed|ing)?"
    r"|l[ae]nt me)\b",
    re.IGNORECASE,
)
"""What a sentence says that tells of what is not, or is not one's own."""
WAS_ONCE = re.compile(
    r"\bused to\b|\bback (?:when|then|in)\b|\bin those days\b|\bformer(?:ly)?\b|\bex-\w|\byears ago\b"
    r"|\b(?:old|last|previous|first) (?:job|firm|company|boss|place|employer|car|phone|house|flat|office|school)\b"
    r"|\bas an? (?:kid|child|boy|girl|student|teenager)\b|\bin my (?:teens|twenties|thirties|youth)\b|\bwhen I was\b"
    r"|\bonce (?:had|owned|drove|lived|worked)\b|\bbefore (?:that|the|I|we)\b",
    re.IGNORECASE,
)
"""What a sentence says that tells of what was, and leaves open what is."""
OF_ANOTHER = frozenset("he she they his her hers their theirs him them you your".split())
"""Words of a sentence that speaks of others than its speaker."""
