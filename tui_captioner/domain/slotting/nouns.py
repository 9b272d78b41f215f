"""Words for who is in a picture: how somebody looks, what is worn and carried, what it is made of, beings.

General word lists of everyday English, made for this project, in the singular. A word stands for the commonest kind of
thing it names in a picture; what slot that makes is said in `kinds.py`, where the first list that has a word wins.
"""

from __future__ import annotations

HAIR_AND_FACE = """
maw gullet jaws hair bang fringe ponytail twintail pigtail braid plait bun curl ringlet lock strand updo haircut
hairstyle hairdo afro mohawk mullet undercut dreadlock cornrow sideburn sidelock ahoge hairline parting topknot quiff
bob eye eyelash lash eyebrow brow pupil iris eyelid face cheek cheekbone chin jaw jawline nose nostril mouth lip tooth
fang ear forehead temple complexion freckle mole dimple wrinkle scar blemish beard moustache mustache goatee stubble
whisker makeup lipstick eyeliner eyeshadow mascara rouge blusher foundation bindi heterochromia braces cowlick forelock
fauxhawk beehive chignon sclera eyeball uvula nosebleed tress sidecut pixie-cut buzzcut crewcut bedhead eyebag unibrow
pompadour rattail fishtail bowl-cut undereye gum earhole monobrow hair-do nasolabial
"""

CLOTHING = """
mawashi clothes clothing outfit attire costume garment uniform wear swimwear sportswear underwear workwear shirt t-shirt
tshirt tee blouse top tank sweater jumper pullover cardigan hoodie sweatshirt turtleneck vest waistcoat jacket coat
blazer parka anorak windbreaker raincoat overcoat cloak cape capelet poncho shawl robe gown dress sundress skirt
miniskirt hoop petticoat tutu kilt sarong pants trousers jean slacks leggings legging shorts overalls overall dungarees
jumpsuit romper bodysuit leotard unitard catsuit tunic toga kimono yukata hakama haori obi hanbok cheongsam qipao sari
dirndl serafuku suit tuxedo swimsuit bikini wetsuit trunks spacesuit pajamas pyjamas nightgown nightie lingerie camisole
corset bodice bra panties apron pinafore sleeve collar lapel cuff hem neckline hood pocket zipper button frill lace
ruffle pleat trim embroidery sock stocking tight pantyhose thighhigh kneehigh legwear fishnet garter legwarmer shoe boot
sneaker sandal slipper loafer heel flat clog moccasin footwear trainer geta zouri tabi pump armor armour breastplate
chainmail mail pauldron gauntlet greave bracer cuirass vambrace exoskeleton headgear neckwear jersey tracksuit
pointe-shoe ruff doublet breeches jerkin habit cassock scrubs coverall sash hosiery midriff print cutout anklesock
bathrobe beachwear bolero bloomer boxershort brassiere breechcloth britches buckskin burqa bustier caftan kaftan cargo
chaps chemise chinos cowl crinoline cummerbund culottes dashiki dickey drawstring dungaree earflap epaulet epaulette
espadrille fleece frock fatigues galoshes gilet girdle gymsuit henley hemline hotpants housecoat jodhpurs joggers kirtle
knickers knitwear lederhosen leatherwear loincloth mackintosh mantle mantilla moccasins muumuu negligee nightdress
nightshirt onesie outerwear overshirt oxfords pantsuit peacoat peignoir pelisse plimsoll polo pyjama pinstripe regalia
saree serape shift shirtsleeve shoulderpad shoelace shrug singlet skort slip smock snowsuit spat gaiter stiletto stole
surcoat sweatpants sweats tabard tailcoat tankini trainers turtlenecks ulster underpants undershirt undershorts
undergarment v-neck velour waders wellington windcheater wingtip wrap yoke raiment vestment surplice apparel getup
ensemble insole sole shoestring buttonhole placket peplum flounce sequins rhinestone sequin tassels drapery waistband
cuffs armhole camouflage ascot bandeau g-string briefs boxers overskirt coattails cutoffs gorget cuisse cleat sabaton
lappet gakuran buruma sarashi fundoshi furisode happi jinbei hanten tasuki obijime obiage kariginu dougi gi keikogi
tangzhuang hanfu changshan salwar kameez kurta dhoti lehenga choli abaya thobe djellaba sherwani agbada boubou kente
huipil guayabera rebozo knickerbockers farthingale pannier coif jabot fichu houppelande codpiece chiton peplos himation
stola chlamys pallium rashguard judogi jockstrap gumboot brogue slingback flip-flop flipflop bootie crewneck halter
halterneck corsetry jeggings capri bellbottoms bell-bottoms minidress microskirt microdress overdress underskirt
boilersuit exosuit plugsuit bodystocking loungewear nightwear rainwear streetwear techwear activewear swimdress rashvest
boardshorts armwarmer tailoring wardrobe cope chasuble alb biretta zucchetto mukluk valenki balmoral greatcoat
trenchcoat duffle frockcoat longcoat topcoat carcoat ruana pashmina tippet pelerine footwraps puttee codpieces
bodywarmer puffer hi-vis highvis kneepants bermudas plusfours tearaways undersuit flightsuit swimshorts finery
regimentals mailcoat plackart fauld tasset rerebrace couter poleyn hauberk gambeson brigandine lorica bevor aventail
tracktop softshell hardshell baselayer thermals longjohns sleepwear bedsocks cami bralette corselette waspie playsuit
ballgown bodycon bateau boatneck scoopneck cowlneck mockneck racerback batwing raglan
"""

ACCESSORIES = """
hat cap beanie beret bonnet fedora helmet hardhat tricorne visor turban hijab headscarf bandana kerchief veil crown
tiara circlet diadem halo wreath headband hairband hairclip hairpin barrette scrunchie ribbon bow bowtie headdress
headpiece hairpiece wig ornament glasses sunglasses spectacles eyeglasses eyewear monocle goggles goggle mask eyepatch
blindfold earring stud piercing necklace pendant locket choker amulet medallion brooch badge medal pin jewelry jewellery
jewel gem gemstone ring bracelet bangle wristband wristwatch watch armband armlet anklet cufflink scarf muffler tie
necktie cravat neckerchief glove mitten belt buckle suspender strap harness holster scabbard sheath quiver pouch bag
handbag backpack rucksack satchel purse wallet briefcase suitcase tote lanyard headphone headphones earphone earbud
headset earmuff muff umbrella parasol cane crutch wheelchair bandage cast sling prosthesis nail manicure tattoo tassel
bell jetpack parachute stethoscope weapon sword blade dagger knife katana sabre saber rapier axe spear lance halberd
mace hammer club staff wand arrow shield gun pistol revolver rifle shotgun cannon launcher shuriken kunai whip scythe
trident excalibur chainsword racket racquet snowboard skateboard smartphone cellphone phone guitar violin cello flute
trumpet saxophone harp drum tambourine accordion ukulele lute plectrum microphone flipper snorkel paddle oar leash
saddle bridle reins horseshoe fan pipe cigar cigarette padlock gohei kanzashi aegis ammunition arrowhead baldric
bandolier baton bindle binoculars bludgeon blowgun bouquet boutonniere bolas boomerang broadsword camcorder carbine
catapult chaplet charm claymore clutch coronet corsage crossbow crosier cudgel cutlass derringer dirk dogtag duffel
earpiece earplug earwarmer epee eyeglass flail flintlock foil fob glaive grenade gumshield hairnet handcuff hankie
handkerchief headlamp holdall inhaler javelin keychain keyring kepi kilij knapsack knuckleduster lasso lightsaber
longbow longsword loupe mitre mortarboard musket mouthguard nunchaku nametag pacifier panama periapt pickaxe pike
pince-nez pitchfork pocketknife pocketwatch poleaxe pompom pouches quarterstaff rosary sai sceptre scepter scimitar
shackle shako shillelagh signet skullcap slingshot smoker sombrero stetson stirrup sunhat switchblade talisman tanto
timepiece toolbelt tomahawk toque torc truncheon trilby trinket ushanka vajra wakizashi warhammer whetstone wimple
yarmulke kippah zweihander wristlet tiepin snood bib lorgnette respirator armguard shinpad kneepad elbowpad kneeguard
headguard mouthpiece facemask faceshield glowstick banjo mandolin bagpipe balalaika bassoon bongo bugle clarinet cornet
cymbal didgeridoo euphonium fiddle flugelhorn glockenspiel gong harmonica harpsichord keytar kazoo koto lyre maraca
marimba oboe ocarina panpipe piccolo recorder shakuhachi shamisen sitar synthesizer tabla timpani trombone tuba vihuela
viola xylophone zither gameboy walkie-talkie walkietalkie flashlight lighter headwear polearm greatsword bayonet chakram
flamethrower minigun naginata bomb missile torpedo bullet balaclava nightcap bead chainsaw crowbar machete sledgehammer
scalpel stylus earclip grimoire harpoon ski yo-yo diaper hachimaki kiseru ofuda aiguillette chatelaine sautoir bolo
lariat cloche pillbox bowler boater porkpie newsboy tam deerstalker bearskin busby fez tarboosh papakha keffiyeh shemagh
niqab dupatta falchion gladius spatha xiphos khopesh estoc flamberge seax kris kukri tachi nodachi yari tonfa kama
nunchuck kusarigama bokken shinai flogger taser bazooka rpg carabiner crampon piton rebreather aqualung toolbag sporran
gasmask faceguard elbowguard shinguard chinstrap gavel selfie-stick bodhran cajon djembe erhu pipa guzheng guqin taiko
mbira kalimba theremin melodica cowbell castanet drumstick conga cittern dulcimer psaltery oud sousaphone balisong
broadaxe battleaxe hatchet cleaver dao jian crook alpenstock crossbody waistpack fannypack creel haversack bindlestaff
creels hairslide fascinator aigrette pompon cockade rosette cameo torque earspool labret septum ferronniere wristguard
thimble spyglass sextant lorgnon eyeshade sleepmask airpods smartwatch fitbit lifejacket lifevest wingsuit parafoil
kickboard mitt oilcan penknife multitool zippo vape snuffbox monogram mala prayer-beads phylactery tefillin tallit
crozier thurible
"""

BODY_AND_MAKE = """
fluff boiler firebox rim dome buffer footplate body build figure physique skin arm elbow forearm wrist hand finger thumb
fist palm fingernail leg thigh knee calf ankle foot toe shoulder neck nape throat collarbone chest breast belly stomach
abs navel waist hip back spine torso muscle bicep biceps head horn antler tusk tail wing fur feather plumage scale claw
paw hoof mane snout muzzle beak fin tentacle shell antenna carapace gill petal stem stalk thorn bud stamen pistil pollen
bract bark plating joint circuit wiring wire rivet hinge handle lid spout logo emblem crest label surface finish seat
wheel tire tyre spoke exhaust bumper headlamp chassis fuselage propeller thruster rotor engine crust frosting icing
glaze topping stitching seam markings marking stripe spot facepaint bodypaint stature height abdomen armpit buttock
bosom breastbone cleavage coccyx crotch earlobe fingertip flank forelimb forefoot foreleg gland groin haunch hindleg
instep jowl kneecap knuckle larynx lifeline limb midsection pectoral pelvis ribcage rib rump shin shoulderblade sinew
sternum tendon thumbnail toenail tricep triceps underarm underbelly vein waistline withers hindquarters wattle dewlap
hackle udder hump proboscis mandible wingspan eyespot pelt quill pincer stinger fluke talon spur fetlock tailfeather
forewing hindwing corolla calyx sepal anther catkin frond tendril rhizome tuber rind husk peel pith filling marbling
casing bezel dial lug nib ferrule hubcap wheelarch mudguard fender grille windscreen windshield spoiler taillight
tailfin cowling nacelle handlebar pedal crossbar sidecar saddlebag drivetrain gearbox piston valve throttle rivets bolt
screw gear cog sprocket pulley lever knob switch hatch turret scope pommel hilt crossguard tang fuller bevel facet
filigree inlay gilding patina lacquer enamel varnish weave texture pattern motif fold folds pleating fastening clasp
latch livery decal paint paintwork flesh bruise stitch intestine uterus musculature six-pack sixpack pawpad dewclaw
forepaw hindpaw spinneret hide thorax ossicone brisket loin undercarriage fairing sidewall tread axle sunroof hull keel
stern transom winglet aileron nozzle cowcatcher pantograph bogie coupling outsole midsole eyelet ganache meringue
caramel drizzle seasoning breadcrumbs garnish yolk breading toecap underside topside backside beltline physiognomy
undercoat topcoat dorsal barbel eyestalk eyestripe sucker tailplane tailpipe headstock fretboard soundhole pickguard
fret keyhole backplate sidepanel baseplate faceplate gasket flange crankcase crankshaft camshaft flywheel chainring
derailleur seatpost topstitching quilting contour serration monogrammed topline chitin spicule radula byssus operculum
siphon palp cheliped pleopod cephalothorax prothorax elytra elytron haltere cerci ovipositor spiracle tympanum cloaca
gizzard keratin cuticle nictitating tapetum cornea limbus philtrum columella helix antihelix tragus jawbone trapezius
deltoid latissimus oblique glute hamstring quadriceps soleus achilles metatarsal cuticles lunula fingerprint birthmark
stretchmark scab welt graze bruising rash sunburn pallor flush gooseflesh cellulite binding dustjacket endpaper deckle
grommet snap popper velcro drawcord toggle topstitch bartack selvedge piping appliquework beading smocking ruching
shirring gathers darts godet gusset tiers crinkles creases escapement mainspring subdial chronograph touchscreen notch
keycap trackpad viewfinder hotshoe heatsink circuitry motherboard microchip capacitor resistor servo actuator gimbal
rotorblade payload intake louvre louver diffuser splitter canard pitot riblet waterline bulwark gunwale capstan
spinnaker jib mainsail topsail foresail yardarm ratlines forestay backstay tiller centreboard daggerboard outrigger
"""

MATERIALS = """
wood oak walnut metal steel iron aluminium aluminum brass bronze copper gold silver chrome platinum leather suede denim
cotton linen wool silk satin velvet tweed cashmere nylon polyester rubber plastic acrylic glass crystal ceramic
porcelain clay stoneware marble granite cardboard wicker rattan ivory bone pearl jade amber ebony titanium carbon fabric
vinyl resin alabaster alloy bakelite basalt beech birchwood brocade burlap calico cedar cement chiffon chintz corduroy
cork crepe damask ebonite felt fiberglass fibreglass flannel flax foam formica gauze georgette gingham graphite hemp
hessian jasper jute lambswool lame laminate lapis latex lucite lurex lycra mahogany mesh microfiber mica mohair
mother-of-pearl muslin neoprene obsidian onyx opal organza papyrus parchment pewter pinewood plaster plexiglass plywood
polycarbonate poplin porphyry pumice quartz rayon redwood rosewood sackcloth sandalwood sandstone sateen seersucker
shearling silicone slate soapstone spandex straw styrofoam taffeta tarpaulin teak terracotta terrycloth tinfoil tin
tulle twill veneer viscose wax webbing wolfram zinc gabardine herringbone houndstooth tartan chambray boucle angora
merino oilskin oilcloth kevlar snakeskin eelskin parquet mdf chipboard gunmetal pewterware stoneglaze raku celadon
majolica faience terrazzo travertine limestone flint shale schist gneiss tufa adobe cob thatch malachite carnelian agate
moonstone garnet ruby sapphire emerald diamond topaz amethyst aquamarine citrine peridot tourmaline rhodonite hematite
tourmalines ormolu cloisonne niello damascene
"""

LOOKS = """
boiled frozen humanoid prosthetic bionic robotic artificial cybernetic motorized clockwork fluffy furry hairy bald
freckled bearded tattooed pierced glossy matte shiny polished smooth rough ribbed knitted woven quilted padded
embroidered engraved carved embossed glazed crispy crunchy translucent transparent opaque metallic wooden rusty rusted
weathered worn tattered torn frayed ripped cracked chipped scratched dented dusty dirty muddy stained patched striped
spotted dotted checkered plaid slim slender thin thick fat chubby plump muscular toned athletic petite tall short stocky
burly curvy skinny lean tan tanned pale dark-skinned light-skinned wrinkled pregnant young old elderly adult teenage
middle-aged aged handmade handcrafted ornate jagged pointed curved rounded oval square spherical cylindrical oversized
tiny huge gigantic miniature sleek streamlined upholstered lacquered varnished brushed hammered frosted sheathed
unsheathed barefoot topless shirtless sleeveless strapless backless hooded masked armored armoured armed winged horned
tailed one-eyed blond blonde brunette redhead albino aerodynamic ankle-length angular armless balding barbed battered
beaded bejeweled bespectacled blackened bleached blotchy bony bow-legged braided brawny bronzed bruised buff bulky bushy
calloused candied caramelized charred chiseled chiselled chunky clawed clean-shaven coarse collared corroded corrugated
crooked crumpled crystalline curled cuddly dainty decorative dimpled disheveled double-breasted dry-skinned emaciated
etched faded fanged feathered feathery fitted flaky flared flat-chested flexible floor-length floppy flowy fleshy frail
frilled frilly full-figured fuzzy gangly gaunt gilded girthy gnarled grainy greasy grimy hand-painted hand-sewn heavyset
high-waisted hollow hulking hunchbacked ironed iridescent jewelled juicy knee-length knobbly knotted lacy lanky layered
leathery leggy lightweight limber lithe lopsided low-cut lumpy marbled moulded mottled mustachioed neat oily
one-shouldered opalescent oversize pasty patterned peeling pearlescent perforated pimply pitted plaited pleated pointy
porous portly potbellied powdered pristine prickly puffy pudgy pulpy ragged raw reflective ribboned ripe rippled robust
rosy rotund rough-hewn round-faced ruddy ruffled rumpled sagging sandy scaly scarred scrawny sculpted seared segmented
serrated shaggy shapely shapeless shaven shimmery silken sinewy skeletal skin-tight sleeved slick slimy smudged snug
speckled spiked spiky spindly spongy squat starched stitched stout studded sturdy sun-kissed sunburned supple svelte
swollen tailored tapered tearstained tinted toasted toothless toothy tufted tubby unkempt unshaven unvarnished veined
velvety waxed waxy weatherbeaten weatherworn webbed well-built well-groomed wide-brimmed willowy windblown wiry wizened
wrinkly zigzag moss-covered snow-covered ivy-covered mud-caked dust-covered paint-splattered hand-forged cold-forged
machine-made mass-produced custom-made bespoke brand-new unused mint-condition threadbare moth-eaten shabby scuffed
tarnished oxidized oxidised galvanised galvanized anodized anodised powder-coated chrome-plated gold-plated
silver-plated nickel-plated enameled enamelled laminated riveted welded bolted ribbed-knit cable-knit cropped two-tone
bicolor bicolour tricolor multicolored multicoloured ombre tie-dyed dip-dyed batik-dyed sequined sequinned tasseled
tasselled fringed scalloped crocheted appliqued monogrammed pearly milky cloudy frosty satiny silky buttery
flaky-crusted golden-brown caramelised sizzling bubbly gooey sticky syrupy creamy crumbly chewy crusty doughy al-dente
medium-rare well-done plated garnished seasoned breaded deep-fried pan-fried grilled baked steamed poached scrambled
roasted smoked pickled fermented cured dried chilled iced whipped melted drizzled frothy fizzy foamy effervescent
sparkling-clear amber-colored anthropomorphic bipedal quadrupedal four-legged two-headed three-headed many-eyed
long-necked short-legged long-legged broad-shouldered narrow-waisted wide-hipped big-boned baby-faced gap-toothed
bucktoothed snub-nosed hook-nosed hawk-nosed square-jawed double-chinned dimple-chinned rosy-cheeked hollow-cheeked
sunken-eyed almond-eyed wide-eyed heavy-lidded long-lashed thick-browed bushy-browed long-maned short-haired wire-haired
smooth-coated double-coated piebald skewbald dappled brindle brindled tortoiseshell roan palomino chestnut-coated
bay-coated albino-white melanistic
"""

PEOPLE = """
luthier teammate person people human man woman boy girl child kid baby toddler infant teenager teen adult lady gentleman
guy male female couple family group bride groom mother father sister brother grandmother grandfather twins character
figure model dancer ballerina musician singer guitarist drummer pianist violinist actor actress athlete player skier
skater surfer swimmer diver runner boxer wrestler gymnast cyclist climber rider jockey soldier knight samurai ninja
warrior archer pirate cowboy wizard witch mage sorcerer sorceress priest priestess monk nun miko queen king prince
princess emperor nobleman noblewoman maid butler nurse doctor chef cook baker waiter waitress police policeman officer
firefighter scientist astronaut pilot student teacher worker farmer fisherman carpenter blacksmith mechanic painter
artist photographer journalist tourist businessman businesswoman vampire zombie ghost skeleton alien monster demon devil
angel fairy elf dwarf orc goblin giant mermaid centaur robot android cyborg mecha golem superhero villain clown mime
acrobat apprentice aristocrat barber barista bartender beekeeper beggar biker bodybuilder boatman bouncer bridesmaid
butcher captain cashier cavalier cheerleader choir clergyman coach cobbler collector comedian commander conductor
courier courtesan cowgirl craftsman crew dad daughter dealer deity dentist detective dj druid duke duchess elder
engineer explorer falconer fighter fireman fisher florist gambler gangster gardener geisha genie gentlewoman geologist
ghoul gladiator glassblower goddess god goalkeeper guard guardian guest gunslinger hacker hairdresser herbalist herder
hero heroine hermit hiker hunter inventor janitor jester judge juggler kickboxer lawyer leader legionnaire librarian
lifeguard lumberjack magician mariner marine mason mayor medic mercenary merchant miner minister mom mum mummy
necromancer nomad nymph ogre oracle orphan outlaw paladin paramedic passenger peasant philosopher plumber poet
politician porter potter professor protester puppeteer ranger reaper rebel receptionist referee rogue sailor salesman
samaritan schoolboy schoolgirl scholar scout sculptor seamstress secretary shaman shepherdess sherpa shopkeeper siren
smith sniper son sphinx spy stonemason stuntman succubus surgeon tailor tattooist thief trainer traveler traveller troll
trooper valkyrie veteran viking villager visitor wanderer watchmaker weaver welder werewolf widow woodcutter workman
yeti youngster zookeeper giantess siblings twin triplets quintuplets husband wife uncle aunt cousin prisoner housewife
clone doppelganger minotaur chimera gorgon lamia cyclops satyr dullahan seraph merman tengu oni youkai kitsune
accountant admiral alchemist ambassador ancestor announcer apothecary archaeologist architect assassin astrologer
auctioneer author babysitter bandit banker barbarian bard baron baroness bassist bather batsman bellboy bellhop
berserker bishop bodyguard bookbinder bookseller botanist brewer bugler bullfighter burglar busker cameraman caretaker
cartographer cellist centurion chauffeur cheesemaker chemist chieftain choirboy choreographer cleaner clerk colonel
competitor composer confectioner constable contestant contortionist convict corsair cosmonaut cosplayer countess
crossbowman crusader cultist curator customer daredevil dandy decorator demigod dervish designer diplomat disciple diva
dockworker doorman draftsman dressmaker driver dryad duelist editor electrician emir empress engraver envoy equestrian
exorcist fencer fiddler flautist flutist footballer footman foreman forester freediver friar fugitive goalie goldsmith
golfer gondolier governess governor graduate grandma grandpa granny granddaughter grandson gravedigger grocer groomsman
guru harlequin harpist harvester hatter headmaster headsman heiress helmsman highlander highwayman hippie hitchhiker
host hostess housekeeper huntress illusionist imam imp infantryman innkeeper inquisitor inmate inspector instructor
investigator jailer jeweler jeweller judoka karateka kayaker keeper lacemaker lancer landlord laundress legionary
lieutenant linesman maestro magistrate mailman maiden majorette maharaja manager marathoner marksman marshal masseuse
matador matriarch midwife milkmaid miller milliner minstrel missionary mobster mountaineer mountie musketeer mystic
nanny naturalist navigator neighbour neighbor newlywed newscaster novice official operator optician orator organist
overseer parent paratrooper parishioner patriarch pauper peddler penitent percussionist performer pharaoh pharmacist
pickpocket picker pilgrim playwright ploughman pope postman preacher presenter president prizefighter prophet prospector
publican quarterback rabbi racer raider rancher rapper recruit refugee reporter rescuer revolutionary ringmaster robber
rockstar rower sadhu saint saleswoman scavenger scribe seaman seer senator senior sentinel sentry serf sergeant servant
sharpshooter sheriff shipwright shoemaker shopper silversmith skateboarder skipper skydiver slave snorkeler snowboarder
socialite songwriter spectre sportsman sportswoman sprinter squire stargazer statesman steward stewardess stoker
storyteller stranger strongman sultan supermodel survivor swashbuckler swordsman swordswoman tamer tanner technician
templar tenor thug tinker toreador trapper trumpeter umpire undertaker usher vagabond valet veterinarian vicar victim
vigilante vintner virtuoso volunteer warlock warlord warden watchman wayfarer weightlifter wheelwright whaler winemaker
winner woodcarver woodsman worshipper writer gyaru kunoichi ronin shogun daimyo shinobi kappa nekomata jiangshi catgirl
foxgirl bunnygirl dogboy catboy wolfgirl dragonborn tiefling halfling gnome kobold lich wraith banshee djinn homunculus
naga harpy faun nereid selkie leprechaun gremlin poltergeist specter phantom revenant newborn preschooler schoolchild
grandchild grandparent stepmother godfather penpal trio quartet quintet duo duet orchestra troupe squad platoon brigade
regiment cavalry infantry clergy royalty gentry
"""

ANIMALS = """
minnow anemone animal cat kitten dog puppy horse pony foal rabbit bunny hare fox wolf bear panda lion tiger leopard
cheetah jaguar elephant giraffe zebra deer stag fawn moose cow bull sheep lamb goat pig piglet boar monkey ape gorilla
mouse rat hamster squirrel hedgehog raccoon otter badger beaver kangaroo koala sloth bat seal walrus whale dolphin shark
octopus squid jellyfish crab lobster turtle tortoise snake lizard gecko crocodile alligator frog toad bird eagle hawk
falcon owl raven crow parrot penguin swan duck goose chicken hen rooster peacock flamingo pigeon dove sparrow
hummingbird butterfly moth bee wasp ant beetle spider scorpion dragonfly insect snail dragon unicorn phoenix griffin
pegasus dinosaur retriever labrador shepherd collie terrier poodle bulldog husky corgi dachshund spaniel beagle tabby
calico siamese mascot albatross alpaca anaconda angelfish anteater antelope armadillo axolotl baboon barracuda bison boa
buffalo bullfinch bumblebee camel canary capybara caracal caribou cassowary caterpillar catfish centipede chameleon
chick chickadee chihuahua chimpanzee chinchilla chipmunk cicada clownfish cobra cockatoo cockerel cockroach cod condor
coyote cricket cuckoo dalmatian dingo donkey dormouse drake dromedary earthworm eel egret elk emu ermine ewe ferret
finch firefly flea fly flounder foxhound gander gazelle gerbil gibbon gnu goldfinch goldfish greyhound grasshopper
grouse gull haddock hawkmoth heron herring hippo hippopotamus hornet hound hyena ibex ibis iguana impala jackal jackdaw
jay kestrel kingfisher kitty koi komodo krill ladybird ladybug lark lemming lemur llama locust loon lynx macaque macaw
magpie mallard mamba mammoth manatee mandrill manta marmot marten meerkat millipede mink mongoose moorhen mosquito mule
muskrat narwhal newt nightingale ocelot okapi opossum orangutan orca osprey ostrich ox oyster partridge pekingese
pelican pheasant piranha platypus plover polecat pomeranian porcupine porpoise possum prawn puffin pug puma python quail
ram raptor reindeer rhino rhinoceros robin rottweiler salamander sardine scallop schnauzer seagull seahorse shrew shrimp
skunk slug snipe starling stingray stoat stork swallow swordfish tapir tarantula tarsier termite tern thrush trout tuna
turkey vole vulture warbler warthog weasel wildebeest wolverine wombat woodlouse woodpecker worm wren yak livestock
cattle fowl poultry critter creature beast pet wildlife duckling crustacean isopod tyrannosaurus panther dobermann cub
bluebird cerberus wyvern kaiju bandicoot binturong bittern bobcat bream budgerigar bushbaby buzzard cavy civet coati
cockapoo cormorant crayfish cuttlefish dugong dunlin eland fennec fossa gannet genet godwit grebe grizzly guppy
guineafowl harrier hartebeest honeybee hoopoe hornbill howler hyrax kookaburra kudu lamprey langur lapwing linnet
lionfish lorikeet lovebird malamute maltese mastiff mayfly moray muntjac myna nudibranch nuthatch oriole oryx pangolin
parakeet peafowl pika pintail ptarmigan pufferfish quetzal quokka redstart rhea roadrunner roe salmon samoyed sandpiper
sawfish schnoodle sealion shiba shih-tzu siskin skua sheepdog spoonbill springbok stickleback stilt sturgeon sunbird
tamarin tarpon teal tilapia titmouse tit toucan turbot turnstone viper vicuna vizsla wagtail wallaby waxwing weevil
weimaraner whippet wigeon wolfhound yorkie bloodhound pitbull bichon akita chow papillon pinscher setter stallion mare
gelding colt filly bronco mustang bullock heifer sow hog gosling cygnet eaglet owlet hatchling tadpole larva grub
chrysalis butterflyfish lioness tigress vixen doe hind roebuck tomcat housecat mongrel pup longhair shorthair
tyrannosaur velociraptor triceratops stegosaurus brachiosaurus pterodactyl pterosaur hippogriff basilisk manticore hydra
kraken leviathan behemoth chocobo warg direwolf hellhound kelpie
"""
