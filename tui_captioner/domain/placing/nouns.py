"""Words for what stands in a picture: how somebody looks, what is worn, beings, places and things.

General word lists of everyday English, made for this project, in the singular. A word stands for the commonest kind of
thing it names in a picture; what slot that makes is said in `kinds.py`, where the first list that has a word wins.
"""

from __future__ import annotations

HAIR_AND_FACE = """
hair bang fringe ponytail twintail pigtail braid plait bun curl ringlet lock strand updo haircut hairstyle hairdo afro
mohawk mullet undercut dreadlock cornrow sideburn sidelock ahoge hairline parting topknot quiff bob eye eyelash lash
eyebrow brow pupil iris eyelid face cheek cheekbone chin jaw jawline nose nostril mouth lip tooth fang ear forehead
temple complexion freckle mole dimple wrinkle scar blemish beard moustache mustache goatee stubble whisker makeup
lipstick eyeliner eyeshadow mascara rouge blusher foundation bindi heterochromia braces cowlick forelock fauxhawk
beehive chignon sclera eyeball uvula nosebleed
"""

CLOTHING = """
clothes clothing outfit attire costume garment uniform wear swimwear sportswear underwear workwear shirt t-shirt tshirt
tee blouse top tank sweater jumper pullover cardigan hoodie sweatshirt turtleneck vest waistcoat jacket coat blazer
parka anorak windbreaker raincoat overcoat cloak cape capelet poncho shawl robe gown dress sundress skirt miniskirt hoop
petticoat tutu kilt sarong pants trousers jean slacks leggings legging shorts overalls overall dungarees jumpsuit romper
bodysuit leotard unitard catsuit tunic toga kimono yukata hakama haori obi hanbok cheongsam qipao sari dirndl serafuku
suit tuxedo swimsuit bikini wetsuit trunks spacesuit pajamas pyjamas nightgown nightie lingerie camisole corset bodice
bra panties apron pinafore sleeve collar lapel cuff hem neckline hood pocket zipper button frill lace ruffle pleat trim
embroidery sock stocking tight pantyhose thighhigh kneehigh legwear fishnet garter legwarmer shoe boot sneaker sandal
slipper loafer heel flat clog moccasin footwear trainer geta zouri tabi pump armor armour breastplate chainmail mail
pauldron gauntlet greave bracer cuirass vambrace exoskeleton headgear neckwear jersey tracksuit pointe-shoe ruff doublet
breeches jerkin habit cassock scrubs coverall sash hosiery midriff print cutout anklesock bathrobe beachwear bolero
bloomer boxershort brassiere breechcloth britches buckskin burqa bustier caftan kaftan cargo chaps chemise chinos cowl
crinoline cummerbund culottes dashiki dickey drawstring dungaree earflap epaulet epaulette espadrille fleece frock
fatigues galoshes gilet girdle gymsuit henley hemline hotpants housecoat jodhpurs joggers kirtle knickers knitwear
lederhosen leatherwear loincloth mackintosh mantle mantilla moccasins muumuu negligee nightdress nightshirt onesie
outerwear overshirt oxfords pantsuit peacoat peignoir pelisse plimsoll polo pyjama pinstripe regalia saree serape shift
shirtsleeve shoulderpad shoelace shrug singlet skort slip smock snowsuit spat gaiter stiletto stole surcoat sweatpants
sweats tabard tailcoat tankini trainers turtlenecks ulster underpants undershirt undershorts undergarment v-neck velour
waders wellington windcheater wingtip wrap yoke raiment vestment surplice apparel getup ensemble insole sole shoestring
buttonhole placket peplum flounce sequins rhinestone sequin tassels drapery waistband cuffs armhole camouflage ascot
bandeau g-string briefs boxers overskirt coattails cutoffs gorget cuisse cleat sabaton lappet
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
scalpel stylus earclip grimoire harpoon ski yo-yo diaper
"""

BODY_AND_MAKE = """
body build figure physique skin arm elbow forearm wrist hand finger thumb fist palm fingernail leg thigh knee calf ankle
foot toe shoulder neck nape throat collarbone chest breast belly stomach abs navel waist hip back spine torso muscle
bicep biceps head horn antler tusk tail wing fur feather plumage scale claw paw hoof mane snout muzzle beak fin tentacle
shell antenna carapace gill petal stem stalk thorn bud stamen pistil pollen bract bark plating joint circuit wiring wire
rivet hinge handle lid spout logo emblem crest label surface finish seat wheel tire tyre spoke exhaust bumper headlamp
chassis fuselage propeller thruster rotor engine crust frosting icing glaze topping stitching seam markings marking
stripe spot facepaint bodypaint stature height abdomen armpit buttock bosom breastbone cleavage coccyx crotch earlobe
fingertip flank forelimb forefoot foreleg gland groin haunch hindleg instep jowl kneecap knuckle larynx lifeline limb
midsection pectoral pelvis ribcage rib rump shin shoulderblade sinew sternum tendon thumbnail toenail tricep
triceps underarm underbelly vein waistline withers hindquarters wattle dewlap hackle udder hump proboscis mandible
wingspan eyespot pelt quill pincer stinger fluke talon spur fetlock tailfeather forewing hindwing corolla calyx sepal
anther catkin frond tendril rhizome tuber rind husk peel pith filling marbling casing bezel dial lug nib ferrule hubcap
wheelarch mudguard fender grille windscreen windshield spoiler taillight tailfin cowling nacelle handlebar pedal
crossbar sidecar saddlebag drivetrain gearbox piston valve throttle rivets bolt screw gear cog sprocket pulley lever
knob switch hatch turret scope pommel hilt crossguard tang fuller bevel facet filigree inlay gilding patina lacquer
enamel varnish weave texture pattern motif fold folds pleating fastening clasp latch livery decal paint paintwork flesh
bruise stitch intestine uterus
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
tulle twill veneer viscose wax webbing wolfram zinc
"""

LOOKS = """
fluffy furry hairy bald freckled bearded tattooed pierced glossy matte shiny polished smooth rough ribbed knitted woven
quilted padded embroidered engraved carved embossed glazed crispy crunchy translucent transparent opaque metallic wooden
rusty rusted weathered worn tattered torn frayed ripped cracked chipped scratched dented dusty dirty muddy stained
patched striped spotted dotted checkered plaid slim slender thin thick fat chubby plump muscular toned athletic petite
tall short stocky burly curvy skinny lean tan tanned pale dark-skinned light-skinned wrinkled pregnant young old elderly
adult teenage middle-aged aged handmade handcrafted ornate jagged pointed curved rounded oval square spherical
cylindrical oversized tiny huge gigantic miniature sleek streamlined upholstered lacquered varnished brushed hammered
frosted sheathed unsheathed barefoot topless shirtless sleeveless strapless backless hooded masked armored armoured
armed winged horned tailed one-eyed blond blonde brunette redhead albino aerodynamic ankle-length angular armless
balding barbed battered beaded bejeweled bespectacled blackened bleached blotchy bony bow-legged braided brawny bronzed
bruised buff bulky bushy calloused candied caramelized charred chiseled chiselled chunky clawed clean-shaven coarse
collared corroded corrugated crooked crumpled crystalline curled cuddly dainty decorative dimpled disheveled
double-breasted dry-skinned emaciated etched faded fanged feathered feathery fitted flaky flared flat-chested flexible
floor-length floppy flowy fleshy frail frilled frilly full-figured fuzzy gangly gaunt gilded girthy gnarled grainy
greasy grimy hand-painted hand-sewn heavyset high-waisted hollow hulking hunchbacked ironed iridescent jewelled juicy
knee-length knobbly knotted lacy lanky layered leathery leggy lightweight limber lithe lopsided low-cut lumpy marbled
moulded mottled mustachioed neat oily one-shouldered opalescent oversize pasty patterned peeling pearlescent perforated
pimply pitted plaited pleated pointy porous portly potbellied powdered pristine prickly puffy pudgy pulpy ragged raw
reflective ribboned ripe rippled robust rosy rotund rough-hewn round-faced ruddy ruffled rumpled sagging sandy scaly
scarred scrawny sculpted seared segmented serrated shaggy shapely shapeless shaven shimmery silken sinewy skeletal
skin-tight sleeved slick slimy smudged snug speckled spiked spiky spindly spongy squat starched stitched stout studded
sturdy sun-kissed sunburned supple svelte swollen tailored tapered tearstained tinted toasted toothless toothy tufted
tubby unkempt unshaven unvarnished veined velvety waxed waxy weatherbeaten weatherworn webbed well-built well-groomed
wide-brimmed willowy windblown wiry wizened wrinkly zigzag
"""

PEOPLE = """
person people human man woman boy girl child kid baby toddler infant teenager teen adult lady gentleman guy male female
couple family group bride groom mother father sister brother grandmother grandfather twins character figure model dancer
ballerina musician singer guitarist drummer pianist violinist actor actress athlete player skier skater surfer swimmer
diver runner boxer wrestler gymnast cyclist climber rider jockey soldier knight samurai ninja warrior archer pirate
cowboy wizard witch mage sorcerer sorceress priest priestess monk nun miko queen king prince princess emperor nobleman
noblewoman maid butler nurse doctor chef cook baker waiter waitress police policeman officer firefighter scientist
astronaut pilot student teacher worker farmer fisherman carpenter blacksmith mechanic painter artist photographer
journalist tourist businessman businesswoman vampire zombie ghost skeleton alien monster demon devil angel fairy elf
dwarf orc goblin giant mermaid centaur robot android cyborg mecha golem superhero villain clown mime acrobat apprentice
aristocrat barber barista bartender beekeeper beggar biker bodybuilder boatman bouncer bridesmaid butcher captain
cashier cavalier cheerleader choir clergyman coach cobbler collector comedian commander conductor courier courtesan
cowgirl craftsman crew dad daughter dealer deity dentist detective dj druid duke duchess elder engineer explorer
falconer fighter fireman fisher florist gambler gangster gardener geisha genie gentlewoman geologist ghoul gladiator
glassblower goddess god goalkeeper guard guardian guest gunslinger hacker hairdresser herbalist herder hero heroine
hermit hiker hunter inventor janitor jester judge juggler kickboxer lawyer leader legionnaire librarian lifeguard
lumberjack magician mariner marine mason mayor medic mercenary merchant miner minister mom mum mummy necromancer nomad
nymph ogre oracle orphan outlaw paladin paramedic passenger peasant philosopher plumber poet politician porter potter
professor protester puppeteer ranger reaper rebel receptionist referee rogue sailor salesman samaritan schoolboy
schoolgirl scholar scout sculptor seamstress secretary shaman shepherdess sherpa shopkeeper siren smith sniper son
sphinx spy stonemason stuntman succubus surgeon tailor tattooist thief trainer traveler traveller troll trooper valkyrie
veteran viking villager visitor wanderer watchmaker weaver welder werewolf widow woodcutter workman yeti youngster
zookeeper giantess siblings twin triplets quintuplets husband wife uncle aunt cousin prisoner housewife clone
doppelganger minotaur chimera gorgon lamia cyclops satyr dullahan seraph merman tengu oni youkai kitsune
"""

ANIMALS = """
animal cat kitten dog puppy horse pony foal rabbit bunny hare fox wolf bear panda lion tiger leopard cheetah jaguar
elephant giraffe zebra deer stag fawn moose cow bull sheep lamb goat pig piglet boar monkey ape gorilla mouse rat
hamster squirrel hedgehog raccoon otter badger beaver kangaroo koala sloth bat seal walrus whale dolphin shark octopus
squid jellyfish crab lobster turtle tortoise snake lizard gecko crocodile alligator frog toad bird eagle hawk falcon owl
raven crow parrot penguin swan duck goose chicken hen rooster peacock flamingo pigeon dove sparrow hummingbird butterfly
moth bee wasp ant beetle spider scorpion dragonfly insect snail dragon unicorn phoenix griffin pegasus dinosaur
retriever labrador shepherd collie terrier poodle bulldog husky corgi dachshund spaniel beagle tabby calico siamese
mascot albatross alpaca anaconda angelfish anteater antelope armadillo axolotl baboon barracuda bison boa buffalo
bullfinch bumblebee camel canary capybara caracal caribou cassowary caterpillar catfish centipede chameleon chick
chickadee chihuahua chimpanzee chinchilla chipmunk cicada clownfish cobra cockatoo cockerel cockroach cod condor coyote
cricket cuckoo dalmatian dingo donkey dormouse drake dromedary earthworm eel egret elk emu ermine ewe ferret finch
firefly flea fly flounder foxhound gander gazelle gerbil gibbon gnu goldfinch goldfish greyhound grasshopper grouse gull
haddock hawkmoth heron herring hippo hippopotamus hornet hound hyena ibex ibis iguana impala jackal jackdaw jay kestrel
kingfisher kitty koi komodo krill ladybird ladybug lark lemming lemur llama locust loon lynx macaque macaw magpie
mallard mamba mammoth manatee mandrill manta marmot marten meerkat millipede mink mongoose moorhen mosquito mule muskrat
narwhal newt nightingale ocelot okapi opossum orangutan orca osprey ostrich ox oyster partridge pekingese pelican
pheasant piranha platypus plover polecat pomeranian porcupine porpoise possum prawn puffin pug puma python quail ram
raptor reindeer rhino rhinoceros robin rottweiler salamander sardine scallop schnauzer seagull seahorse shrew shrimp
skunk slug snipe starling stingray stoat stork swallow swordfish tapir tarantula tarsier termite tern thrush trout tuna
turkey vole vulture warbler warthog weasel wildebeest wolverine wombat woodlouse woodpecker worm wren yak livestock
cattle fowl poultry critter creature beast pet wildlife duckling crustacean isopod tyrannosaurus panther dobermann cub
bluebird cerberus wyvern kaiju
"""

PLACES = """
place location room bedroom bathroom kitchen hallway corridor attic basement cellar garage balcony porch veranda terrace
patio lobby foyer staircase stairwell elevator classroom office library laboratory workshop forge studio museum gallery
theater theatre cinema stage arena stadium gym gymnasium hall ballroom auditorium club nightclub bar pub tavern inn cafe
café cafeteria coffeehouse restaurant diner bakery shop store boutique bookstore bookshop supermarket market marketplace
bazaar mall salon barbershop hotel hospital clinic school university campus church chapel cathedral temple mosque shrine
monastery abbey palace castle fortress tower keep dungeon cell prison warehouse factory mill foundry greenhouse barn
stable farm farmhouse cabin cottage hut shack house home mansion villa apartment building skyscraper highrise ruin ruins
city town village hamlet suburb downtown megacity metropolis cityscape skyline street road alley lane avenue boulevard
highway motorway path pathway trail sidewalk pavement crosswalk bridge tunnel square plaza courtyard park playground
garden backyard yard orchard vineyard field meadow pasture lawn prairie savanna steppe plain grassland farmland
countryside landscape scenery seascape wilderness nature forest woods woodland grove jungle rainforest swamp marsh bog
mountain mountainside hill hillside hilltop slope ridge peak summit cliff canyon gorge valley cave cavern grotto desert
dune oasis volcano crater glacier tundra beach shore coast coastline seashore seaside bay harbor harbour port dock pier
jetty wharf marina island lagoon reef sea seabed ocean lake pond river riverbank riverside stream creek brook waterfall
pool poolside spring underwater airport station platform runway hangar cockpit spaceship spacecraft space planet moon
asteroid galaxy universe outdoors outdoor indoors indoor interior exterior outside inside zoo aquarium circus carnival
fair battlefield graveyard cemetery crypt rink court pitch racetrack track goalpost grandstand bleachers stands lair
nest burrow den environment surroundings setting terrain horizon background backdrop wall floor ceiling rooftop roof
doorway entrance gate gateway lighthouse windmill fountain campsite camp campground site zone district neighborhood
neighbourhood chinatown canal shipyard laundromat arcade casino lounge sauna bathhouse onsen dojo clearing glade mine
quarry observatory planetarium embassy courthouse podium pedestal plinth abattoir academy aisle allotment alps
amphitheater amphitheatre anteroom apiary aqueduct archipelago armory armoury asylum atrium aviary backroom backstage
backstreet badlands bank barracks bastion bedchamber belfry billabong boardroom boathouse bookmaker boudoir bowery
brewery brickyard bungalow bunker butchery byway cabaret caldera canteen caravanserai carpark catacomb chalet
chamber chancel chateau citadel clifftop cloister clubhouse coalfield coffeeshop colonnade colony colosseum commune
compound concourse conservatory convent copse corral corner cornfield countryhouse cove cowshed creche crossing
crossroads cubicle dairy dale dam dancefloor darkroom deck deli dell delta depot distillery ditch dockland dockyard
dormitory dorm downs drawbridge driveway dugout earthworks embankment emporium enclave enclosure escarpment estate
estuary expanse fairground farmyard fen fjord fishery flat floodplain foothill ford forecourt foreshore fort freeway
garret gasworks gangway glen gatehouse granary green grounds gulch gully gutter hacienda hallways hamam hatchery
haven hayloft headland heath hedgerow heliport hideout highland hinterland hive hospice hostel hovel igloo inlet
ironworks isle isthmus jail jacuzzi kennel kindergarten kiln knoll land landfill landmark larder launderette ledge loch
lodge loft lookout lot lowland lumberyard manor manse marshland mausoleum mesa mews mezzanine midway minaret moat
monolith moor moorland morgue motel mudflat nave necropolis newsroom nook nunnery nursery outback outhouse outpost
outskirts overlook overpass paddock paddy pantry parade parish parking parlor parlour parsonage passage passageway
pastureland penthouse pharmacy pigsty pinewoods pit pizzeria planetside plantation plateau pothouse precinct promenade
quad quay quayside quicksand racecourse railroad railway rampart ranch rapids ravine recess refectory refinery resort
restroom roadside rotunda roundabout roundhouse sacristy sanctuary sanctum sandbank sandbar sawmill schoolroom
schoolyard scrapyard scrubland seafront sepulchre settlement sewer shanty shed shelter shoal shopfront showroom
shrubbery sickbay sidestreet silo skatepark slum smithy snowfield solarium souk spa speakeasy steakhouse steelworks
stockade stockroom storehouse storeroom strait streetcorner streetscape stronghold study subway suite sunroom tabernacle
taiga tannery taproom tarmac tearoom teahouse terminal terraces thicket thoroughfare tollbooth tomb toolshed townhouse
trailer treehouse trench triforium turnpike underbrush undergrowth underpass underworld vestibule vestry viaduct
vicarage vista void walkway ward warren waterfront waterhole watermill waterpark waterside waterway weir wetland
wetlands winery woodlot woodshed workroom workspace workstation ziggurat pyramid obelisk stupa parkland skyway skybridge
biome orbit cosmos constellation stratosphere exoplanet mothership heaven hell limbo realm kingdom dimension wasteland
architecture underground dome event wedding concert battlefront
"""

THINGS = """
furniture table desk chair armchair stool bench couch sofa bed bedding mattress pillow cushion blanket bedsheet sheet
curtain drape blind rug carpet mat shelf shelves bookshelf bookcase cabinet cupboard closet drawer dresser nightstand
mirror frame clock lamp lantern chandelier candle candlestick fireplace hearth stove oven sink bathtub shower toilet
faucet refrigerator fridge microwave toaster kettle counter countertop worktop tile tiles window windowsill sill door
doorframe stairs stair step railing banister ladder pillar column arch archway fence hedge trellis post pole lamppost
streetlight streetlamp sign signpost signboard billboard hydrant mailbox postbox dumpster trashcan bin vase pot
flowerpot plant houseplant tree trunk bush shrub grass flower blossom leaf foliage moss vine ivy fern reed mushroom
cactus bamboo palm pine oak birch willow maple stump log branch twig root hay haystack wheat reeds seaweed coral rock
stone boulder pebble cobblestone gravel sand mud soil dirt snow snowdrift ice iceberg icicle water wave puddle sky cloud
sun star starfield rainbow aurora rain rainfall snowfall snowman storm fog wind breeze weather day night morning evening
afternoon dusk dawn sunrise sunset noon midnight winter summer autumn fall spring season christmas halloween easter
festival crowd audience spectator bystander passerby pedestrian vendor onlooker traffic car taxi cab bus tram truck
lorry van motorbike motorcycle scooter bicycle bike cart carriage wagon train locomotive boat ship sailboat yacht canoe
kayak ferry shipwreck wreck airplane plane helicopter balloon satellite rocket computer laptop monitor screen keyboard
television tv radio speaker amplifier server console camera tripod projector telephone book newspaper magazine letter
paper document picture blackboard chalkboard whiteboard easel canvas scoreboard flag banner toy doll teddy plushie ball
dice kite piano drumset statue bust monument tombstone gravestone throne altar chest crate barrel box basket bucket
bottle jar jug cup mug teacup teapot wineglass goblet plate bowl dish tray spoon fork cutlery silverware napkin
tablecloth tablecloths cloth towel food meal bread loaf cake pastry cookie pie pizza burger sandwich sushi noodle rice
soup salad fruit apple banana strawberry grape lemon cherry vegetable carrot tomato pumpkin egg cheese meat steak
chocolate candy dessert coffee tea wine beer milk juice cocktail drink beverage taiyaki onigiri rope net anchor
wheelbarrow tool toolbox workbench anvil machine machinery crane scaffold scaffolding duct cable generator torch
campfire bonfire fireworks firework tent hammock slide sandcastle snowbank tapestry plank brick gift present package
parcel sack mop broom duster clipboard whistle pen pencil envelope coin stall stand kiosk booth carousel torii pagoda
gazebo pavilion well equipment lift chairlift hoop goal starfish seashell driftwood buoy surfboard lifeboat newsstand
wallpaper panel floorboard floorboards beams rafters skylight chimney vent abacus acorn aerial album almanac apparatus
appliance arbor armrest artichoke ashtray asparagus aspen aubergine avocado awning azalea backrest bagel baguette bale
ballast bandstand bannister barbell barbwire barrier barricade basin bassinet bathmat battery bean bedframe bedpost
bedside beet begonia bellows berry billfold biscuit blackberry blender blueberry board boardgame bolster bonsai bookend
bookmark boombox bowsprit bracken bramble brazier briar broccoli brownie buffet bulb bulldozer bulrush bunk bunting
burrito butter buttercup cabbage cage calculator calendar camellia campervan camper canister canopy caravan card
cardboard carnation carafe casket casserole cassette cattail cauldron cauliflower celery centerpiece cereal chaise chalk
chamomile charger chart chess chessboard chili chime chip chopstick chrysanthemum cinder clapboard clothesline clover
coaster cobble cockle cocoa coconut coffeemaker coffeepot coffin coil colander comforter compass compost concrete
condiment cone confectionery container conveyor cooker cooler coop corn corncob cot cosmetics countertops courgette
cradle cranberry crayon crib crisps crockery croissant crop crucifix crumble cucumber cupboards cupcake curb curio curry
custard cypress daffodil dahlia daisy dandelion dartboard dashboard deckchair decanter decor decoration desktop
detergent digger dinghy dishes dishwasher display divan divider doily dollhouse domino doorbell doorknob doormat dough
doughnut donut drain dreamcatcher drone drumkit dryer duckboard dumbbell dumpling dustbin duvet earthenware eaves
eggplant eiderdown elm espresso eucalyptus extinguisher facade faucets fencing fig figurehead file fir firepit firewood
fixture flagpole flagstone flatscreen flask flatbread fleet flowerbed flowerpots flour flyover foodstuff footbridge
footrest footstool forklift fossil foxglove freezer fries fritter fungi fungus furnace futon galleon gangplank gardenia
gargoyle garland garlic gelato geranium gherkin ginger girder gladiolus globe gondola gourd gramophone grapefruit
grapevine grater gravestones greenery griddle grill grocery groceries guardrail guava gyroscope hairdryer ham hamburger
hamper handcart handrail harvest hatstand haystacks hazel headboard heater heather heap hearthstone helipad hibiscus
hickory hieroglyph holly honey honeycomb honeysuckle hookah hopscotch hose hotdog hourglass hovercraft hyacinth
hydrangea hydrofoil icebox idol incense inkwell inscription intercom jack jalopy jam jasmine jeep jelly jetski jigsaw
jukebox juniper kale kebab keg ketchup kitchenware kiwi knickknack ladle lampshade landmine larch lasagna latrine latte
lattice laundry leek lectern ledger leftovers lemonade lettuce lichen lightbulb lily lilypad limousine linden linoleum
litter locker lotus lounger luggage lumber macaron magnet magnolia mailboxes mallet mango manhole mannequin mantel
mantelpiece mantlepiece marigold marinade mast matchbox matches medicine megalith megaphone melon memorial menu menorah
metro microscope millstone minivan mixer moped mortar motorboat motorcade motor mound muffin mulch mussel narcissus
nectarine needle nightlight notebook notepad nut oatmeal omelette onion orchid organ oregano outcrop ottoman outlet
overhang packet pad paddleboat padlocks paintbrush pallet pamphlet pan pancake pansy papaya parapet parsley partition
passport pasta patisserie patty pavers pea peanut pear pebbles peg pendulum peony pepper perch peppermint pergola
periscope petunia pew phonograph phonebox photocopier pickle picnic pigeonhole pillowcase pincushion pineapple pinecone
pinwheel pitcher placemat placard planter plaque playpen plough plow plug poinsettia pomegranate popcorn poplar poppy
porridge portcullis porthole potato potion potluck pottery pram pretzel primrose printer prop prow pudding puffball
pulpit punchbag pushchair puzzle pylon quilt rack radar radiator radish raft rag railcar railings raisin rake ramen ramp
raspberry ravioli recliner record recycling refreshment relic remote reliquary rhododendron rickshaw ridgepole risotto
roadsign roadworks roast rocker roller rosebush rosemary rowboat rubbish rudder rugs runestone rung rye safe sage sail
sailcloth salami salt saltshaker salver samovar samosa sandbag sandbox sandpit sapling sarcophagus sauce saucer sausage
saw scarecrow schooner scissors sconce scone screwdriver scroll sculptures seagrass seatbelt secateurs sedan seed seesaw
sequoia settee shampoo shellfish shelving shingle shipwheel shoebox shortcake shovel showcase shrubs shutter shutters
sickle sideboard sieve signage skewer skip skull skylights skyscrapers slab sled sledge sleigh sluice smartboard
smoothie snack snapdragon snowball snowmobile snowplow soap socket soda soundboard spade spaghetti spanner spatula spice
spinach spindle spire spool sponge sprinkler sprout spruce squash stack staging stalactite stalagmite stapler steamer
steamship stein stepladder stereo stew stewpot stonework stopwatch streamer stretcher stroller strut submarine sugar
sundae sundial sunflower sunlounger supplies suv swag switchboard sycamore syringe tabletop taco tangerine tanker tap
tarp tart teaspoon telegraph telescope tepee terrarium thermometer thermos thistle thread throw thyme ticket tightrope
tiki timber tinsel tissue toadstool toast toboggan toiletry tollgate tong toothbrush toothpaste topiary totem tractor
trafficlight trampoline trapdoor trapeze trash treadmill treasure treeline treetop trestle tricycle trolley trophy
trough trowel truss tub tugboat tulip tumbleweed tumbler turbine turf turnip turnstile typewriter utensil vacuum valise
vat vault vegetation vehicle ventilator vessel vial waffle warship washer washing wastebasket watchtower watermelon
waterwheel weathervane web webcam weed wheelhouse whisk whiskey whisky wick wickerwork wildflower wisteria windowpane
windsock winch wok woodpile woodwork workmat wrapping wrench wreckage yarn yew yoghurt yogurt yucca zeppelin zinnia
zucchini surface poplars exhibit rose lollipop popsicle icecream aircraft watercraft tape cross alcohol birdcage
sketchbook parfait cd dvd gamepad joystick cartridge ipod iphone racecar seaplane biplane dirigible ufo comet eclipse
liquid pill tube beaker ruler eraser marker drill pliers hoe chisel bacon omelet beef tofu mayonnaise syrup champagne
vodka liquor sake cracker wafer marshmallow meatball breakfast lunchbox bento fishbowl toothpick paperclip folder
diploma banknote money bill basketball baseball volleyball billiard lego playset merchandise target puppet marionette
firecracker chalice tankard mistletoe persimmon chestnut gerbera bellflower cheesecake croquette sashimi soba udon
takoyaki mochi dango tempura kotatsu noose spill flood fireball dynamite sprinkles sunscreen lotion fusebox payphone
streetcar airliner jet convertible bomber destroyer carrier
"""
