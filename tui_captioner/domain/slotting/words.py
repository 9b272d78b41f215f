"""Words of everyday English that say how a picture was made, what goes on in it and how it feels; and little words.

General word lists, made for this project, in the singular. They say what kind of thing a head noun or an adjective
is, or how a verb behaves; what slot that makes of a tag is said in `kinds.py` and `shapes.py`.
"""

from __future__ import annotations

LIGHT = """
shaft light lighting sunlight moonlight starlight candlelight lamplight firelight torchlight spotlight floodlight
backlight backlighting highlight highlights catchlight shadow shade glow gleam glare glint shine shimmer ray sunbeam
beam moonbeam flare sunshine daylight twilight illumination reflection silhouette softbox flash strobe brightness
exposure contrast headlight underlight sidelight rimlight chiaroscuro bokeh caustic afterglow alpenglow backlights blaze
candleglow counterlight dazzle floodlights gloaming halogen incandescence lampglow luminance luminosity luster lustre
moonglow phosphorescence radiance refraction scatter sheen spotlights sunburst sunrays sunspot sunstar uplight footlight
floodlit downlight uplighting underlighting ringlight keylight skyglow airglow earthshine lowlight torchbeam sunglow
sunshaft godray crepuscular penumbra umbra iridescence opalescence glisten twinkling gleaming dapple hotspot
overexposure underexposure specular fluorescence phosphor limelight sunup sundown lightshow searchlight floodlamp
gaslight lanternlight headlightbeam dashlights screenlight hearthlight emberlight fairylight starshine sunstreak
lightpath midlight dimness shadowplay undertone rimglow underglow overglow tonality lowkey highkey gradation
"""

EFFECTS = """
fog blur bokeh grain noise vignette sparkle spark ember flame fire smoke steam vapor vapour mist haze dust particle
glitter confetti bubble droplet drop splash spray ripple splatter drip crumb sawdust debris explosion lightning
electricity energy aura magic hologram laser glitch distortion aberration artifact artefact halftone scanline petals
snowflake raindrop sweat blood condensation frost afterimage trail trails lines streak outline smear wisp plume
shockwave backlit ash bioluminescence cinder dew droplets filament fizz foam froth fumes glimmer grit gust lather
overlay particles pixelation puff scorch shard shavings slime smog smudge soot spatter speck stain swirl turbulence
twinkle warp whirl whirlwind brume smolder smoulder backdraft dustcloud mote fuzz spume backwash wake spindrift mirage
wavefront diffraction moire banding posterization solarization solarisation crosshatch lightleak ghosting afterburn
contrail slipstream tracer shrapnel splinter lint cobwebs drool slobber spittle saliva snot perspiration tearstreak
goosebump runoff trickle rivulet ooze seepage splotch blotch smatter dappling mottling crackle craquelure patination
tarnish weathering scuff scuffing chipping flaking dents pitting fraying unraveling creasing crinkle thumbprint
sharpness crispness grittiness graininess pixel interlacing tearing datamosh kaleidoscope starburst sparkler
pyrotechnics firestorm sandblast dustfall ashfall snowblast icefog steamjet smokescreen smokestream sootcloud chaff
thistledown spores gossamer cottonseed midges gnats
"""

WRITING = """
text word lettering writing caption subtitle title watermark signature username url name timestamp date dated symbol
note ui hud interface artist typo hashtag tag emoji logo initial acronym numeral number phrase insignia furigana kanji
price qr code
"""

MEDIA = """
documentary wash photo photograph photography picture image snapshot selfie polaroid portrait self-portrait headshot
painting drawing sketch illustration render rendering artwork art engraving etching woodcut lithograph linocut fresco
mural watercolor watercolour gouache doodle cartoon comic manga anime webtoon storyboard screenshot screencap cgi 3d
sprite vector diagram blueprint schematic infographic poster flyer cover icon sticker emoji collage mosaic photomontage
sculpture figurine diorama origami papercraft daguerreotype tintype cyanotype panorama still footage animation gif
packshot close-up closeup postcard scan spritesheet realism artstyle aquatint bas-relief batik beadwork calligraphy
cartography cutaway daub decoupage drypoint encaustic facsimile filmstrip keyframe keyvisual macrophotography mezzotint
mockup monotype montage pastel pictogram pinup rotoscope silkscreen slideshow stipple tableau thumbnail titlecard
triptych typography visualization wireframe x-ray trompe ambrotype calotype photogram lomography kodachrome ektachrome
portra velvia instax cinemagraph stereogram anaglyph thermography ultrasound mri micrograph photomicrograph
photogrammetry lidar raytracing raytrace claymation puppetry rotoscoping scrimshaw marquetry intarsia pyrography
sgraffito grisaille trompe-l'oeil ukiyo-e sumi-e nihonga gongbi thangka frontispiece bookplate ex-libris caricature
cartoonish zine chapbook broadside advertisement advert commercial brochure catalogue catalog lookbook mugshot
photobooth photoshoot photojournalism reportage mockumentary newsreel broadcast livestream vlog video clip cutscene
gameplay keyart spriteart tileset heightmap viewport maquette statuette netsuke papercut kirigami quilling amigurumi
needlepoint cross-stitch felting macrame stencil flatlay
"""

FRAMING = """
aperture waist-up worm's-eye over-the-shoulder tone hue tint color colour shot view angle perspective framing
composition crop close-up closeup focus lens fisheye macro telephoto pov viewpoint symmetry layout orientation format
style aesthetic theme palette quality resolution monochrome greyscale grayscale sepia genre lineart shading linework
chibi length border lineup crossover spread page cover comparison diagram anatomy proportions zoom panning vantage
foreshortening cropping letterbox widescreen aspect-ratio colorway colourway impressionism expressionism cubism
surrealism fauvism dadaism futurism constructivism modernism postmodernism romanticism classicism neoclassicism
mannerism pointillism bauhaus rococo baroque chinoiserie japonisme suprematism vorticism tonalism luminism photorealism
hyperrealism naturalism steampunk dieselpunk biopunk cottagecore vaporwave synthwave noir neo-noir retrofuturism
tenebrism sfumato crosshatching brushwork brushstroke impasto alla-prima wet-on-wet dry-brush ink-line keyline
viewfinder-frame knolling flat-lay midshot longshot full-length half-length three-quarter-length knees-up chest-up
bust-up head-and-shoulders head-on side-on face-on backview frontview sideview topview bottomview underview birdseye
bird's-eye first-person third-person eyeline ground-level waist-level hip-level chest-level knee-level ankle-level
rooftop-level water-level split-level
"""

QUALITY = """
masterpiece highres absurdres lowres hires uhd hd 4k 8k hdri best_quality worst_quality detailed hyperdetailed
ultradetailed photorealistic realistic hyperrealistic official_art artstation trending award-winning uncompressed
high-resolution high-res hi-res low-resolution low-res ultra-detailed hyper-detailed super-detailed high-quality
best-quality top-quality low-quality professional-grade studio-quality museum-quality gallery-quality full-hd ultra-hd
1080p 720p 12k 16k sharp-focus tack-sharp unedited unretouched retouched photoshopped airbrushed remastered upscaled
cinematic-quality raytraced ai-generated
"""

EXPRESSIONS = """
smile grin smirk frown pout scowl glare stare gaze glance look expression wink blush laugh laughter giggle yawn sob tear
tears grimace sneer pose stance posture gesture salute curtsy curtsey nod shrug handshake hug embrace kiss cuddle
snuggle handstand cartwheel backflip somersault jump leap kick punch dance waltz walk run stride sprint jog stroll sit
squat crouch kneel lunge stretch split splits headstand tackle dribble throw catch grab tug lift hold grip pull push
poke pat headpat facepalm fistbump combat fight duel swordfight attack swing dodge sleep nap meditation yoga
conversation performance applause beckon blink cackle caress cheer chuckle clap clasp crawl cringe cry dive flex flinch
footwork frolic gait gasp glide groan growl headbutt high-five hop howl hurdle juggle joust karate leer lick limp lurch
march meander mope nibble nuzzle peek peer pirouette plie point pounce prayer prance prowl push-up roar sashay scream
scuffle shiver shout shriek shudder sigh sip sit-up skid skip slam slap slouch smooch snarl sneeze sniff snore
somersaults spar spin squint stagger stomp stumble strut strum swagger swim swoop tap-dance tickle tiptoe trot tumble
twerk twirl twist wade waddle warmup whisper wrestle yell wince headlock suplex uppercut massage tantrum glomp grimacing
smirking glower salutation thumbs-up thumbs-down fistpump piggyback layup volley backhand forehand bunt windup
breaststroke backstroke cannonball wheelie burnout powerslide ollie nollie heelflip kickflip grind takeoff splashdown
liftoff blastoff deadlift clean-and-jerk snatch genuflection kowtow handspring chokehold armlock grapple parry riposte
thrust feint backbend arabesque jete grand-jete fouette tendu releve moonwalk breakdance jitterbug charleston foxtrot
quickstep salsa tango polka jig reel can-can hula
"""

POSES = """
seated kneeled crouched hunched slumped sprawled reclined perched poised upright asleep awake airborne midair mid-air
afloat aloft astride prone supine cross-legged back-to-back side-by-side face-to-face cheek-to-cheek hand-in-hand
arm-in-arm head-to-head shoulder-to-shoulder nose-to-nose entwined intertwined entangled embraced huddled cuddled
stacked parked moored docked anchored tethered stranded suspended submerged tied bound gagged chained handcuffed
shackled restrained trapped cornered cradled mounted flexed tensed braced outstretched spread-eagled doubled-over bowed
akimbo headlong upside-down capsized overturned toppled half-submerged half-asleep mid-flight mid-jump mid-stride
in-flight idling grounded beached harnessed caged leashed
"""

AIRBORNE = """
flying falling drifting floating swirling rising billowing blowing scattering spraying settling hovering raining pouring
tumbling whirling kicked-up windblown wind-blown airborne swept windswept wind-swept scattered splashing
"""
"""What is said of things in the air; before one of the next list it makes an effect."""

LOOSE = """
dirt sand snow leaf petal ash feather paper water mud ember rain dust confetti powder straw hay gravel seed salt pollen
foam soil earth grass chip splinter stone rubble snowflake raindrop ribbon page
"""

PARTICLES = "up down over out together back forward away apart in around off on aside open backwards forwards sideways"

MOOD_NOUNS = """
speed expedition mood feeling emotion atmosphere vibe vibes ambience ambiance spirit sense happiness joy sadness sorrow
grief melancholy nostalgia loneliness solitude isolation calm peace serenity tranquility tranquillity harmony hope
despair fear dread terror horror anxiety anger rage fury love affection passion desire longing yearning tenderness
intimacy trust friendship camaraderie freedom liberty innocence wonder awe mystery suspense tension drama excitement
adrenaline adventure exhaustion fatigue weariness boredom comfort contentment satisfaction pride confidence dignity
elegance grace beauty grandeur majesty power strength courage bravery heroism resilience determination triumph victory
defeat glory chaos madness anticipation relief gratitude guilt shame regret jealousy envy curiosity surprise luxury
opulence decadence simplicity minimalism freshness purity humility charm whimsy humor humour absurdity romance fairytale
fairy-tale dream nightmare memory memories childhood youth era antiquity craft craftsmanship tradition heritage teamwork
competition rivalry struggle survival mysticism spirituality silence stillness rebellion defiance danger menace threat
urgency haste warmth abandonment abundance affluence aggression agony alarm alienation allure ambition ambivalence
amusement anguish apathy apprehension arrogance aspiration astonishment austerity bewilderment bitterness bleakness
bliss brutality bustle candor care caution celebration ceremony charisma cheer chivalry closeness coldness companionship
compassion composure concentration confinement conflict confusion conquest contemplation contempt control conviction
coziness creativity cruelty decay dedication delicacy delight delirium desolation despondency destiny destruction
devotion diligence discipline discomfort disgust disillusion distress divinity domesticity doom doubt drowsiness
drudgery ease eccentricity ecstasy eeriness effort ego emptiness enchantment endurance enigma ennui enthusiasm
estrangement euphoria excess exhilaration exile exoticism expectation fame fantasy fascination fate festivity fervor
fervour flair flirtation folklore foreboding forgiveness fortitude fragility frailty frenzy frustration fun futility
gaiety generosity gentleness gloom gravitas greed hardship hatred heartbreak holiness homecoming homesickness honor
honour hostility hubris idleness idyll imagination immortality impatience impermanence indifference indulgence industry
infinity ingenuity innovation insanity insight inspiration integrity intensity intrigue introspection irony jollity
joviality jubilation justice kindness labor labour languor laziness leisure lethargy levity lightness loss loyalty lull
lust martyrdom mercy merriment mirth mischief misery modernity modesty monotony mortality mourning mystique myth myths
neglect nervousness nihilism nobility nonchalance obsession optimism oppression order otherness overindulgence pain
panic paradise paranoia parting patience patriotism pensiveness perfection peril perseverance persistence pessimism
piety pity playfulness pleasure poetry poise poverty prestige privacy progress prosperity prudence purpose quietude
rapture rawness reality rebirth reconciliation refinement refuge regality regeneration rejection relaxation remorse
renewal repose resentment resignation resolve respect restraint reunion revelry reverence reverie revolution ritual
rigor rusticity sacrifice sadism safety sanctity sarcasm satire savagery seclusion secrecy security seduction
selflessness sensuality sentiment sentimentality severity shock shyness sincerity sleepiness sloth softness solace
solidarity somberness sophistication splendor splendour spontaneity squalor stamina stoicism strangeness stress
submission success suffering superstition surrender suspicion sympathy tenacity thrill thrift timelessness toil torment
toughness tragedy trance transcendence transience tribute trickery truth turmoil unease uneasiness unity unrest vanity
vengeance vigilance vigor vigour villainy violence virtue vitality vulnerability wanderlust war wealth weightlessness
well-being whimsicality wickedness wildness wisdom wistfulness wit womanhood worry worship zeal zen zest hurry rush
momentum velocity agility precision skill mastery expertise prowess routine chore duty burden pressure calmness clarity
transition healing homeland belongingness legacy lineage ancestry continuity permanence eternity afterlife prophecy omen
taboo temptation heartache crush flirt honeymoon courtship matrimony parenthood motherhood fatherhood sisterhood
brotherhood kinship fellowship community belonging hospitality banter merrymaking heyday bygone throwback retrospection
reminiscence hindsight foresight premonition intuition conspiracy espionage deception betrayal revenge feud vendetta
showdown standoff stand-off ambush siege invasion exploration discovery pilgrimage quest odyssey escapism escape getaway
vacation holiday staycation downtime playtime bedtime summertime wintertime springtime teatime lunchtime mealtime hustle
commute consumerism materialism capitalism globalism colonialism militarism pacifism activism feminism environmentalism
sustainability ecology conservation stewardship progressivism technology invention futurity craftsmanlike artisanship
workmanship professionalism perfectionism maximalism self-love self-care self-doubt empowerment identity individuality
conformity alienness uncertainty ambiguity paradox duality contradiction unpredictability carefreeness joie-de-vivre
hygge wabi-sabi saudade weltschmerz wanderings bravado machismo chutzpah moxie verve panache elan brio pizzazz finesse
sangfroid aplomb nonconformity nonconformism escapade mishap misfortune mischance calamity disaster catastrophe
cataclysm downfall decline redemption salvation absolution atonement penance blessing hex jinx fortune providence karma
coincidence serendipity departure arrival goodbye welcome closure aftermath eve countdown deadline crunch hush murmur
echo echoes resonance melody rhythm cadence dissonance cacophony crescendo finale encore overture interlude intermission
pause respite retreat reprieve slumber siesta lucidity hallucination delusion fever intoxication sobriety addiction
dependency codependency toxicity spite malice lechery temperance charity altruism philanthropy humanity humanism
civility courtesy manners decorum etiquette protocol formality pomp circumstance pageantry stardom celebrity fandom hype
buzz sensation scandal gossip rumor rumour riddle conundrum dilemma quandary predicament breakthrough epiphany
revelation awakening enlightenment nirvana satori mindfulness introspectiveness selfhood narcissism haughtiness disdain
scorn ridicule mockery farce slapstick comedy horseplay roughhousing tomfoolery shenanigans antics caper hijinks prank
jest joke
"""

MOOD_ADJECTIVES = """
slow gradual exposed clean swift polar savory pristine reassuring encouraging disarming arresting fascinating compelling
stirring humbling sobering numbing bewildering baffling puzzling confusing unassuming unflattering unforgiving
unrelenting unyielding enduring everlasting lasting fleeting commanding demanding exhausting relieving satisfying
frustrating irritating infuriating maddening saddening depressing degrading harrowing gripping riveting rousing sweeping
striking stunning dazzling revolting repulsive disgusting sickening appalling alarming shocking startling distressing
worrying daunting intimidating overpowering crushing suffocating stifling isolating alienating liberating empowering
invigorating refreshing rejuvenating healing grounding promising ennobling endearing engaging inviting enticing
tantalizing teasing provoking intoxicating bracing imploring sunny mature attentive engrossed immersed engaged focused
earthy airy moody happy sad calm lonely cozy cosy cheerful joyful joyous merry jolly gloomy sombre somber bleak dreary
eerie creepy scary spooky ominous sinister menacing foreboding haunting tense dramatic epic heroic majestic regal noble
dignified solemn sacred serene peaceful tranquil quiet silent still hushed soothing relaxed relaxing carefree playful
whimsical cute adorable charming sweet lovely funny silly quirky witty romantic tender intimate sensual seductive
passionate loving affectionate warm cold cool chilly fresh lively vibrant bustling hectic busy chaotic frantic wild
energetic dynamic exciting thrilling electrifying exhilarating intense fierce powerful strong brave bold proud confident
determined hopeful optimistic uplifting inspiring triumphant festive celebratory nostalgic wistful melancholic
melancholy mournful tragic desolate forlorn hopeless desperate vulnerable fragile delicate graceful elegant refined
sophisticated aristocratic luxurious opulent glamorous stylish chic classy rustic homely homey humble honest sincere
nurturing friendly welcoming comforting mysterious mystical magical enchanting enchanted dreamy dreamlike surreal
ethereal otherworldly celestial divine futuristic dystopian utopian apocalyptic technological sterile industrial gritty
grim dark macabre rebellious defiant edgy aggressive hostile violent warlike timeless ancient old-fashioned weightless
lazy sleepy dreaming tempting appetizing delicious mouthwatering tasty feminine masculine innocent pure thoughtful
contemplative meditative introspective pensive patient hardworking competitive anxious unsettling disturbing uneasy
uncanny bizarre strange weird absurd exotic adventurous autumnal wintry summery agonizing alluring amusing angsty arcane
ascetic austere awe-inspiring awkward bewitching bittersweet blissful boisterous boring breathtaking breezy brooding
brutal calming candid captivating caring catchy charismatic cheeky clinical clumsy comfy comical compassionate composed
contemporary corporate courageous crazy cynical daring dazed deadpan decadent dejected demonic demure devoted devout
diabolical disciplined discreet distant domestic doomed down-to-earth dour drowsy dull easygoing eccentric ecstatic
emotional empty enigmatic euphoric evil evocative exhausted exhilarated expectant expressive exuberant fabulous
fantastical fateful fearful fearless festal fiery flamboyant flirtatious flirty folksy forbidding forgotten formidable
frenetic frenzied frightening frigid ghostly gleeful glorious grandiose grave grotesque haughty haunted heartbreaking
heartwarming heavenly hellish hilarious hip homesick horrific horrifying humorous hypnotic icy idyllic imaginative
immersive imperial imposing impressive impulsive industrious infernal inspirational intellectual intriguing ironic
irreverent jazzy jovial jubilant kitsch kitschy languid lascivious laidback laid-back leisurely lethargic lighthearted
light-hearted liminal listless lofty lonesome lush luxuriant lyrical maternal mellow merciless mesmerizing mighty
minimalistic mischievous miserable monastic monotonous monumental morbid motherly moving mundane mythic mythical
mythological naive naughty neglected nerdy nightmarish nihilistic nocturnal numb obsessive occult oppressive orderly
organic outlandish overwhelming pastoral paternal patriotic perilous philosophical picturesque pious placid pleasant
poetic poignant precarious predatory prestigious pretty primal primitive prophetic protective punk radiant rapturous
relentless reserved resilient restful restless reverent rhythmic ritualistic rowdy rugged ruthless sacrificial sarcastic
sassy satirical savage scholarly sedate selfless sentimental sexy snobbish sober solitary soulful spectacular spiritual
spirited sporty stately stoic studious subdued sublime suburban suggestive sultry sumptuous supernatural surly
suspenseful suspicious tacky terrifying theatrical thought-provoking threatening thuggish touching tough toxic
tragicomic transcendent treacherous triumphal tropical tumultuous tyrannical unearthly unhinged unnerving unpretentious
unreal unspoiled upbeat urgent vast venerable vengeful victorious vicious vivacious vulgar wary weary wholesome wicked
wise wishful worldly worn-out woeful youthful zany depressed frustrated horrified traumatized sick broken possessed
invisible alert absorbed collected amused bemused bored confused puzzled worried frightened scared startled surprised
shocked excited thrilled delighted pleased satisfied rested tired jaded resigned resolute unflinching unwavering
steadfast stubborn stern strict serious earnest fun-loving free-spirited hard-working no-nonsense old-school old-world
small-town homespun artisanal authentic unguarded lost alone forsaken condemned cursed blessed hallowed holy unholy
sinful angelic saintly devilish feral stealthy sneaky sly cunning crafty clever smart brilliant ingenious inventive
creative artsy artistic bohemian trendy fashionable minimal immaculate untouched secluded hidden secret concealed
inscrutable unreadable cryptic speedy fast quick nimble agile deft fluid effortless ceremonial ritual-like formal
informal casual professional amateurish scientific academic bookish civic private communal tribal ancestral royal
courtly bourgeois blue-collar white-collar rural provincial cosmopolitan continental mediterranean nordic oriental
eastern alpine coastal maritime nautical arctic equatorial desert-like post-apocalyptic prehistoric primordial old-timey
space-age high-tech low-tech cutting-edge state-of-the-art avant-garde experimental conceptual symbolic allegorical
metaphorical narrative storybook fairytale-like operatic balletic musical discordant noisy loud thunderous deafening
booming whispering murmuring understated restrained lavish extravagant ostentatious gaudy garish flashy glitzy glittery
glam posh upscale high-end premium exclusive affordable practical functional utilitarian reliable trustworthy dependable
secure protected guarded fortified impenetrable invincible unstoppable unbeatable tireless indefatigable dogged gutsy
plucky feisty spunky perky peppy chirpy chipper buoyant sun-drenched snowy-calm rainy-day lazy-sunday after-hours
late-night early-bird off-duty on-edge on-guard at-ease at-rest in-control out-of-control out-of-place larger-than-life
once-in-a-lifetime feel-good feelgood heartfelt soul-stirring tear-jerking jaw-dropping eye-catching head-turning
show-stopping attention-grabbing spine-chilling hair-raising blood-curdling nerve-wracking nail-biting mouth-watering
finger-licking lip-smacking hunger-inducing hearty nourishing healthy thirst-quenching zesty tangy spicy savoury sugary
indulgent guilty-pleasure home-cooked farm-to-table farm-fresh chill mellowed-out unhurried unforced unaffected
unassailable unbowed undaunted undeterred unfazed unperturbed unruffled unsentimental unapologetic unabashed
unrestrained unbridled uninhibited untroubled unencumbered uncluttered unadorned uncompromising unconventional
unorthodox unpredictable unstable unsteady unsafe unknown unseen unheard unspoken unrequited unattainable unreachable
unbearable unthinkable unbelievable unforgettable unmistakable unique incomparable incredible indomitable ineffable
inexorable infinite intangible intrepid invigorated irresistible irrepressible imperfect impermanent implacable
improbable impersonal impassive indifferent insular inward introverted extroverted outgoing sociable gregarious
convivial hospitable neighborly chummy brotherly sisterly fatherly grandmotherly parental filial familial conjugal
marital bridal wedded betrothed lovesick lovelorn lovestruck besotted smitten infatuated enamored adoring doting
cherished treasured precious priceless irreplaceable mawkish saccharine schmaltzy soppy weepy teary tearful sobbing
grief-stricken bereaved funereal sepulchral deathly cadaverous ghoulish vampiric lovecraftian eldritch cosmic-horror
kafkaesque orwellian dickensian felliniesque lynchian hitchcockian bergmanesque tarantinoesque wes-andersonesque
ghibliesque proustian chekhovian shakespearean homeric biblical apocryphal messianic pagan druidic shamanic animistic
totemic talismanic runic alchemical astral stellar galactic interstellar extraterrestrial mechanistic computerized
digitalized virtual synthetic manufactured industrialized modernised gentrified suburbanite parochial small-minded
narrow-minded open-minded broad-minded high-minded strong-willed weak-willed headstrong hot-headed cool-headed
level-headed light-headed heavy-hearted warm-hearted cold-hearted kind-hearted soft-hearted hard-hearted half-hearted
whole-hearted faint-hearted lion-hearted broken-hearted down-hearted heart-stopping heart-pounding pulse-pounding
breath-taking thought-out careworn world-weary battle-weary battle-hardened battle-scarred storm-tossed sea-worn
travel-weary footsore homeward homebound seafaring roving itinerant nomadic migratory rootless displaced uprooted
stateless exiled outcast marginalized downtrodden oppressed enslaved liberated emancipated sovereign independent
self-reliant self-sufficient self-assured self-possessed self-conscious self-absorbed self-indulgent self-sacrificing
self-made hardy hard-won hard-edged hard-boiled soft-spoken soft-edged low-key high-octane high-stakes high-spirited
high-strung high-energy highbrow lowbrow middlebrow upmarket downmarket mass-market niche cultish countercultural
subversive anarchic seditious treasonous heretical blasphemous irreligious secular godless godly prayerful worshipful
devotional contrite repentant remorseful guilty ashamed shamefaced embarrassed mortified humiliated humbled chastened
crestfallen disappointed disheartened discouraged demoralized defeated crushed devastated shattered inconsolable
disconsolate woebegone downcast dispirited glum morose sullen moping pouty petulant peevish cranky grumpy grouchy
irritable irascible cantankerous curmudgeonly crabby testy snappish touchy temperamental volatile explosive incendiary
inflammatory provocative confrontational combative pugnacious belligerent bellicose militant martial militaristic
soldierly knightly chivalrous gallant valiant valorous stalwart doughty dauntless mettlesome quick-witted sharp-witted
keen-eyed sharp-eyed eagle-eyed watchful vigilant wakeful observant perceptive intuitive instinctive animalistic bestial
carnal lusty bawdy ribald risque racy raunchy salacious steamy torrid beguiling enthralling entrancing spellbinding
mesmeric trancelike somnolent soporific slumberous snoozy dozy lulling
"""

ABOUT_POSE = """
up down crossed folded raised lifted spread stretched outstretched extended bent clasped clenched interlocked together
apart open opened closed shut behind above over tilted turned thrown lowered leaning resting parted pursed puffed
narrowed half-closed half-shut squinting forward backward back backwards sideways pointed pointing arched hanging
dangling tucked cupped own another reaching furrowed wide gritted bared
"""

QUANTITIES = """
blade bead drop droplet trickle tuft clump sprig shaft pool speck sliver strip coil shower burst flurry cascade row
flock herd pack swarm school pile heap stack bunch bundle cluster group pair couple set series line patch field bed bit
piece slice lump chunk plate bowl cup mug glass bottle jar basket bucket box bag plume trail stream wisp touch hint
number lot dozen dollop serving helping spoonful handful collection array variety assortment tangle string loaf sheet
layer wall sea cloud expanse
"""
"""Words before `of` that count or measure: what is counted says what the tag names."""

TRANSITIVE = """
belching spewing spouting spitting venting puffing kicking raising stirring trailing leaving conducting absorbing
holding casting emitting breathing blowing wiping making shooting firing throwing drinking exhaling watching creating
summoning eating catching playing carrying chasing collecting conjuring producing drawing lighting spraying
"""
"""Gerunds that take light, fire and the like as their object; any other before such a noun is an adjective."""

WEARING = "wearing wears dressed clad wore sporting"
"""Verbs that say of a person what stands behind them; the noun behind decides."""

INTRANSITIVE = """
sinking drowning collapsing bursting erupting leaking spilling repeating mirroring trickling bleeding cheering
reflecting glistening swaying grazing wilting galloping gushing oozing bubbling sizzling frothing foaming simmering
sprawling receding looming arching sloping slanting slouching tapering curling coiling twisting meandering bustling
wandering cruising soaring nesting roosting aging ageing fading rusting decaying sagging tottering lapping churning
cascading gaping yawning barking croaking chirping howling weeping thawing blossoming sprouting ripening quivering
trembling smouldering smoldering glinting pulsing pulsating humming ticking idling circling hovering lingering gathering
approaching oncoming departing passing standing lurking protruding jutting glowing flowing flying floating falling
rising swirling drifting sparkling shining burning blazing gleaming glittering shimmering twinkling flickering hanging
dangling rolling winding towering surrounding overlapping crumbling peeling crashing billowing trailing dripping melting
boiling steaming smoking rotting withering blooming flowering missing bulging piercing loving matching contrasting
rippling setting waning exploding leading charming stunning dazzling blinding
"""
"""Participles that stand before a noun as adjectives do: the noun decides."""

GEAR_VERBS = """
magnifying driving sounding bedding docking loading shipping packing sorting weighing branding curing drying roasting
smoking brewing casting forging grinding polishing printing scanning singing teaching trading voting walking watching
wrestling fencing hurdling jumping vaulting sledding sledging bobsledding canoeing kayaking golfing jousting marching
mourning praying meditating signalling warning lifting hoisting mooring towing winding balancing milking shearing
ploughing plowing harvesting threshing pruning felling mining drilling blasting excavating paving bathing nursing boxing
climbing swimming running riding diving skiing skating fishing hiking cycling sewing welding baking cooking dining
writing drawing painting reading living sleeping racing training dancing wedding hunting gardening shopping camping
parking building sailing welcoming serving washing drinking cutting carving mixing tuning rowing landing launching
judging bowling skateboarding snowboarding surfing gaming recording waiting changing watering filing ironing vending
folding rocking sliding chopping frying measuring stepping knitting spinning operating filming fitting steering
revolving sparring shaving shooting
"""
"""Gerunds that make a compound with a noun of use (`boxing gloves`, `running track`): the noun decides."""

FOR_USE = """
machine room area zone station board equipment gear school hall house kit pool track post sign rig ramp dock platform
bench rail device unit tank vessel system ground apparatus tool instrument table desk chair stool bay pit yard lane
cabin mat pad cart trolley drum basin tub vat wheel bin crew team party lesson contest competition club
"""
"""Nouns that a gerund before them says the use of (`weighing station`), unless one handles them (`pushing cart`)."""

HANDLING = """
using reading pushing pulling lifting cleaning opening closing entering repairing fixing operating building wearing
painting sweeping polishing exploring climbing crossing beating banging turning moving dragging offering presenting
showing touching hugging adjusting leading joining hosting attending taking giving setting wiping scrubbing decorating
"""
"""Gerunds of what is done with things by hand; a noun behind them is their object."""

ING_NOUNS = """
building ceiling ring earring king wing spring swing string sling evening morning clothing lighting painting drawing
wedding railing engraving etching lightning clearing crossing stocking pudding dressing icing frosting piercing marking
sibling duckling wiring plating flooring paving bedding setting opening thing something nothing everything anything
during seasoning filling topping feeling darling sterling underling viking scaffolding awning bunting decking roofing
tubing siding casing covering netting matting sheeting shelving lodging housing dwelling carving rigging earthing piping
casting edging gearing lining quilting wording cladding coating herring starling sapling seedling dumpling earthling
gosling shilling offspring drawstring bowstring shoestring mooring outing belonging turning underpinning shading
rendering stitching coloring colouring styling backlighting padding molding beijing plaything outbuilding priming
upbringing wellbeing workings yearling hireling foundling changeling fledgling nestling weakling princeling halfling
godling gelding
"""

PREPOSITIONS = """
in on at by under beneath beside near behind inside outside against through across along above around within between
among amid over below underneath atop upon next opposite past into onto from with of to for without toward towards
during after before like as off out
"""
