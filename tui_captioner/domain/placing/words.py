"""Words of everyday English that say how a picture was made, what goes on in it and how it feels; and little words.

General word lists, made for this project, in the singular. They say what kind of thing a head noun or an adjective
is, or how a verb behaves; what slot that makes of a tag is said in `kinds.py` and `shapes.py`.
"""

from __future__ import annotations

LIGHT = """
light lighting sunlight moonlight starlight candlelight lamplight firelight torchlight spotlight floodlight backlight
backlighting highlight highlights catchlight shadow shade glow gleam glare glint shine shimmer ray sunbeam beam moonbeam
flare sunshine daylight twilight illumination reflection silhouette softbox flash strobe brightness exposure contrast
headlight underlight sidelight rimlight chiaroscuro bokeh caustic afterglow alpenglow backlights blaze candleglow
counterlight dazzle floodlights gloaming halogen incandescence lampglow luminance luminosity luster lustre moonglow
phosphorescence radiance refraction scatter sheen spotlights sunburst sunrays sunspot sunstar uplight
"""

EFFECTS = """
blur bokeh grain noise vignette sparkle spark ember flame fire smoke steam vapor vapour mist haze dust particle glitter
confetti bubble droplet drop splash spray ripple splatter drip crumb sawdust debris explosion lightning electricity
energy aura magic hologram laser glitch distortion aberration artifact artefact halftone scanline petals snowflake
raindrop sweat blood condensation frost afterimage trail trails lines streak outline smear wisp plume shockwave backlit
ash bioluminescence cinder dew droplets filament fizz foam froth fumes glimmer grit gust lather overlay particles
pixelation puff scorch shard shavings slime smog smudge soot spatter speck stain swirl turbulence twinkle warp whirl
whirlwind
"""

WRITING = """
text word lettering writing caption subtitle title watermark signature username url name timestamp date dated symbol
note ui hud interface artist typo hashtag tag emoji logo initial acronym numeral number phrase insignia furigana kanji
price qr code
"""

MEDIA = """
photo photograph photography picture image snapshot selfie polaroid portrait self-portrait headshot painting drawing
sketch illustration render rendering artwork art engraving etching woodcut lithograph linocut fresco mural watercolor
watercolour gouache doodle cartoon comic manga anime webtoon storyboard screenshot screencap cgi 3d sprite vector
diagram blueprint schematic infographic poster flyer cover icon sticker emoji collage mosaic photomontage sculpture
figurine diorama origami papercraft daguerreotype tintype cyanotype panorama still footage animation gif packshot
close-up closeup postcard scan spritesheet realism artstyle aquatint bas-relief batik beadwork calligraphy cartography
cutaway daub decoupage drypoint encaustic facsimile filmstrip keyframe keyvisual macrophotography mezzotint mockup
monotype montage pastel pictogram pinup rotoscope silkscreen slideshow stipple tableau thumbnail titlecard triptych
typography visualization wireframe x-ray trompe
"""

FRAMING = """
shot view angle perspective framing composition crop close-up closeup focus lens fisheye macro telephoto pov viewpoint
symmetry layout orientation format style aesthetic theme palette quality resolution monochrome greyscale grayscale sepia
genre lineart shading linework chibi length border lineup crossover spread page cover comparison diagram anatomy
proportions
"""

QUALITY = """
masterpiece highres absurdres lowres hires uhd hd 4k 8k hdri best_quality worst_quality detailed hyperdetailed
ultradetailed photorealistic realistic hyperrealistic official_art artstation trending award-winning
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
"""

MOOD_NOUNS = """
mood feeling emotion atmosphere vibe vibes ambience ambiance spirit sense happiness joy sadness sorrow grief melancholy
nostalgia loneliness solitude isolation calm peace serenity tranquility tranquillity harmony hope despair fear dread
terror horror anxiety anger rage fury love affection passion desire longing yearning tenderness intimacy trust
friendship camaraderie freedom liberty innocence wonder awe mystery suspense tension drama excitement adrenaline
adventure exhaustion fatigue weariness boredom comfort contentment satisfaction pride confidence dignity elegance grace
beauty grandeur majesty power strength courage bravery heroism resilience determination triumph victory defeat glory
chaos madness anticipation relief gratitude guilt shame regret jealousy envy curiosity surprise luxury opulence
decadence simplicity minimalism freshness purity humility charm whimsy humor humour absurdity romance fairytale
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
well-being whimsicality wickedness wildness wisdom wistfulness wit womanhood worry worship zeal zen zest
"""

MOOD_ADJECTIVES = """
sunny mature attentive engrossed immersed engaged focused earthy airy moody happy sad calm lonely cozy cosy cheerful
joyful joyous merry jolly gloomy sombre somber bleak dreary eerie creepy scary spooky ominous sinister menacing
foreboding haunting tense dramatic epic heroic majestic regal noble dignified solemn sacred serene peaceful tranquil
quiet silent still hushed soothing relaxed relaxing carefree playful whimsical cute adorable charming sweet lovely funny
silly quirky witty romantic tender intimate sensual seductive passionate loving affectionate warm cold cool chilly fresh
lively vibrant bustling hectic busy chaotic frantic wild energetic dynamic exciting thrilling electrifying exhilarating
intense fierce powerful strong brave bold proud confident determined hopeful optimistic uplifting inspiring triumphant
festive celebratory nostalgic wistful melancholic melancholy mournful tragic desolate forlorn hopeless desperate
vulnerable fragile delicate graceful elegant refined sophisticated aristocratic luxurious opulent glamorous stylish chic
classy rustic homely homey humble honest sincere nurturing friendly welcoming inviting comforting mysterious mystical
magical enchanting enchanted dreamy dreamlike surreal ethereal otherworldly celestial divine futuristic dystopian
utopian apocalyptic technological sterile industrial gritty grim dark macabre rebellious defiant edgy aggressive hostile
violent warlike timeless ancient old-fashioned weightless lazy sleepy dreaming tempting appetizing delicious
mouthwatering tasty feminine masculine innocent pure thoughtful contemplative meditative introspective pensive patient
hardworking competitive anxious unsettling disturbing uneasy uncanny bizarre strange weird absurd exotic adventurous
autumnal wintry summery agonizing alluring amusing angsty arcane ascetic austere awe-inspiring awkward bewitching
bittersweet blissful boisterous boring breathtaking breezy brooding brutal calming candid captivating caring catchy
charismatic cheeky clinical clumsy comfy comical compassionate composed contemporary corporate courageous crazy cynical
daring dazed deadpan decadent dejected demonic demure depressing devoted devout diabolical disciplined discreet distant
domestic doomed down-to-earth dour drowsy dull easygoing eccentric ecstatic emotional empty enigmatic euphoric evil
evocative exhausted exhilarated expectant expressive exuberant fabulous fantastical fateful fearful fearless festal
fiery flamboyant flirtatious flirty folksy forbidding forgotten formidable frenetic frenzied frightening frigid ghostly
gleeful glorious grandiose grave grotesque haughty haunted heartbreaking heartwarming heavenly hellish hilarious hip
homesick horrific horrifying humorous hypnotic icy idyllic imaginative immersive imperial imposing impressive impulsive
industrious infernal inspirational intellectual intriguing ironic irreverent jazzy jovial jubilant kitsch kitschy
languid lascivious laidback laid-back leisurely lethargic lighthearted light-hearted liminal listless lofty lonesome
lush luxuriant lyrical maternal mellow merciless mesmerizing mighty minimalistic mischievous miserable monastic
monotonous monumental morbid motherly moving mundane mythic mythical mythological naive naughty neglected nerdy
nightmarish nihilistic nocturnal numb obsessive occult oppressive orderly organic outlandish overwhelming pastoral
paternal patriotic perilous philosophical picturesque pious placid pleasant poetic poignant precarious predatory
prestigious pretty primal primitive prophetic protective punk radiant rapturous relentless reserved resilient restful
restless reverent rhythmic ritualistic rowdy rugged ruthless sacrificial sarcastic sassy satirical savage scholarly
sedate selfless sentimental sexy snobbish sober solitary soulful spectacular spiritual spirited sporty stately stoic
studious subdued sublime suburban suggestive sultry sumptuous supernatural surly suspenseful suspicious tacky terrifying
theatrical thought-provoking threatening thuggish touching tough toxic tragicomic transcendent treacherous triumphal
tropical tumultuous tyrannical unearthly unhinged unnerving unpretentious unreal unspoiled upbeat urgent vast venerable
vengeful victorious vicious vivacious vulgar wary weary wholesome wicked wise wishful worldly worn-out woeful youthful
zany depressed frustrated horrified traumatized sick broken possessed invisible
"""

ABOUT_POSE = """
up down crossed folded raised lifted spread stretched outstretched extended bent clasped clenched interlocked together
apart open opened closed shut behind above over tilted turned thrown lowered leaning resting parted pursed puffed
narrowed half-closed half-shut squinting forward backward back backwards sideways pointed pointing arched hanging
dangling tucked cupped own another reaching furrowed wide gritted bared
"""

QUANTITIES = """
row flock herd pack swarm school pile heap stack bunch bundle cluster group pair couple set series line patch field bed
bit piece slice lump chunk plate bowl cup mug glass bottle jar basket bucket box bag plume trail stream wisp touch hint
number lot dozen handful collection array variety assortment tangle string loaf sheet layer wall sea cloud expanse
"""
"""Words before `of` that count or measure: what is counted says what the tag names."""

TRANSITIVE = """
holding casting emitting breathing blowing wiping making shooting firing throwing drinking exhaling watching creating
summoning eating catching playing carrying chasing collecting conjuring producing drawing lighting spraying
"""
"""Gerunds that take light, fire and the like as their object; any other before such a noun is an adjective."""

WEARING = "wearing wears dressed clad wore sporting"
"""Verbs that say of a person what stands behind them; the noun behind decides."""

INTRANSITIVE = """
glowing flowing flying floating falling rising swirling drifting sparkling shining burning blazing gleaming glittering
shimmering twinkling flickering hanging dangling rolling winding towering surrounding overlapping crumbling peeling
crashing billowing trailing dripping melting boiling steaming smoking rotting withering blooming flowering missing
protruding bulging piercing loving matching contrasting rippling cascading setting waning exploding leading charming
stunning dazzling blinding
"""
"""Participles that stand before a noun as adjectives do: the noun decides."""

GEAR_VERBS = """
boxing climbing swimming running walking riding diving skiing skating fishing hiking cycling sewing welding baking
cooking dining writing drawing painting reading living sleeping racing training dancing wedding hunting gardening
shopping camping parking building sailing welcoming serving washing drinking cutting carving mixing tuning rowing
landing launching judging bowling skateboarding snowboarding surfing gaming recording waiting changing watering filing
ironing vending folding rocking sliding chopping frying measuring stepping knitting spinning operating filming fitting
bathing steering revolving sparring shaving shooting
"""
"""Gerunds that make a compound with a noun of use (`boxing gloves`, `running track`): the noun decides."""

ING_NOUNS = """
building ceiling ring earring king wing spring swing string sling evening morning clothing lighting painting drawing
wedding railing engraving etching lightning clearing crossing stocking pudding dressing icing frosting piercing marking
sibling duckling wiring plating flooring paving bedding setting opening thing something nothing everything anything
during seasoning filling topping feeling darling sterling underling viking scaffolding awning bunting decking roofing
tubing siding casing covering netting matting sheeting shelving lodging housing dwelling carving rigging earthing piping
casting edging gearing lining quilting wording cladding coating herring starling sapling seedling dumpling earthling
gosling shilling offspring drawstring bowstring shoestring mooring outing belonging turning underpinning shading
rendering stitching coloring colouring styling backlighting padding molding beijing
"""

PREPOSITIONS = """
in on at by under beneath beside near behind inside outside against through across along above around within between
among amid over below underneath atop upon next opposite past into onto from with of to for without toward towards
during after before like as off out
"""
