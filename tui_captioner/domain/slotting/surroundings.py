"""Words for what is around somebody: places, weather, and the things that stand about.

General word lists of everyday English, made for this project, in the singular; as those of `nouns.py` they name the
commonest kind of thing that a word stands for in a picture, and `kinds.py` says what slot that makes.
"""

from __future__ import annotations

PLACES = """
ringside landing place location room bedroom bathroom kitchen hallway corridor attic basement cellar garage balcony
porch veranda terrace patio lobby foyer staircase stairwell elevator classroom office library laboratory workshop forge
studio museum gallery theater theatre cinema stage arena stadium gym gymnasium hall ballroom auditorium club nightclub
bar pub tavern inn cafe café cafeteria coffeehouse restaurant diner bakery shop store boutique bookstore bookshop
supermarket market marketplace bazaar mall salon barbershop hotel hospital clinic school university campus church chapel
cathedral temple mosque shrine monastery abbey palace castle fortress tower keep dungeon cell prison warehouse factory
mill foundry greenhouse barn stable farm farmhouse cabin cottage hut shack house home mansion villa apartment building
skyscraper highrise ruin ruins city town village hamlet suburb downtown megacity metropolis cityscape skyline street
road alley lane avenue boulevard highway motorway path pathway trail sidewalk pavement crosswalk bridge tunnel square
plaza courtyard park playground garden backyard yard orchard vineyard field meadow pasture lawn prairie savanna steppe
plain grassland farmland countryside landscape scenery seascape wilderness nature forest woods woodland grove jungle
rainforest swamp marsh bog mountain mountainside hill hillside hilltop slope ridge peak summit cliff canyon gorge valley
cave cavern grotto desert dune oasis volcano crater glacier tundra beach shore coast coastline seashore seaside bay
harbor harbour port dock pier jetty wharf marina island lagoon reef sea seabed ocean lake pond river riverbank riverside
stream creek brook waterfall pool poolside spring underwater airport station platform runway hangar cockpit spaceship
spacecraft space planet moon asteroid galaxy universe outdoors outdoor indoors indoor interior exterior outside inside
zoo aquarium circus carnival fair battlefield graveyard cemetery crypt rink court pitch racetrack track goalpost
grandstand bleachers stands lair nest burrow den environment surroundings setting terrain horizon background backdrop
wall floor ceiling rooftop roof doorway entrance gate gateway lighthouse windmill fountain campsite camp campground site
zone district neighborhood neighbourhood chinatown canal shipyard laundromat arcade casino lounge sauna bathhouse onsen
dojo clearing glade mine quarry observatory planetarium embassy courthouse podium pedestal plinth abattoir academy aisle
allotment alps amphitheater amphitheatre anteroom apiary aqueduct archipelago armory armoury asylum atrium aviary
backroom backstage backstreet badlands bank barracks bastion bedchamber belfry billabong boardroom boathouse bookmaker
boudoir bowery brewery brickyard bungalow bunker butchery byway cabaret caldera canteen caravanserai carpark catacomb
chalet chamber chancel chateau citadel clifftop cloister clubhouse coalfield coffeeshop colonnade colony colosseum
commune compound concourse conservatory convent copse corral corner cornfield countryhouse cove cowshed creche crossing
crossroads cubicle dairy dale dam dancefloor darkroom deck deli dell delta depot distillery ditch dockland dockyard
dormitory dorm downs drawbridge driveway dugout earthworks embankment emporium enclave enclosure escarpment estate
estuary expanse fairground farmyard fen fjord fishery flat floodplain foothill ford forecourt foreshore fort freeway
garret gasworks gangway glen gatehouse granary green grounds gulch gully gutter hacienda hallways hamam hatchery haven
hayloft headland heath hedgerow heliport hideout highland hinterland hive hospice hostel hovel igloo inlet ironworks
isle isthmus jail jacuzzi kennel kindergarten kiln knoll land landfill landmark larder launderette ledge loch lodge loft
lookout lot lowland lumberyard manor manse marshland mausoleum mesa mews mezzanine midway minaret moat monolith moor
moorland morgue motel mudflat nave necropolis newsroom nook nunnery nursery outback outhouse outpost outskirts overlook
overpass paddock paddy pantry parade parish parking parlor parlour parsonage passage passageway pastureland penthouse
pharmacy pigsty pinewoods pit pizzeria planetside plantation plateau pothouse precinct promenade quad quay quayside
quicksand racecourse railroad railway rampart ranch rapids ravine recess refectory refinery resort restroom roadside
rotunda roundabout roundhouse sacristy sanctuary sanctum sandbank sandbar sawmill schoolroom schoolyard scrapyard
scrubland seafront sepulchre settlement sewer shanty shed shelter shoal shopfront showroom shrubbery sickbay sidestreet
silo skatepark slum smithy snowfield solarium souk spa speakeasy steakhouse steelworks stockade stockroom storehouse
storeroom strait streetcorner streetscape stronghold study subway suite sunroom tabernacle taiga tannery taproom tarmac
tearoom teahouse terminal terraces thicket thoroughfare tollbooth tomb toolshed townhouse trailer treehouse trench
triforium turnpike underbrush undergrowth underpass underworld vestibule vestry viaduct vicarage vista void walkway ward
warren waterfront waterhole watermill waterpark waterside waterway weir wetland wetlands winery woodlot woodshed
workroom workspace workstation ziggurat pyramid obelisk stupa parkland skyway skybridge biome orbit cosmos constellation
stratosphere exoplanet mothership heaven hell limbo realm kingdom dimension wasteland architecture underground dome
event wedding concert battlefront tor scree crag bluff butte col couloir cornice serac crevasse icefall icefield geyser
fumarole karst sinkhole cenote arroyo wadi mudbank sandflat dike levee polder saltmarsh mangrove bayou slough mire
peatland bogland heathland chaparral pampas veld outcropping spit atoll cay breakwater groyne seawall boardwalk slipway
drydock spillway reservoir cistern culvert kerb cul-de-sac tenement rowhouse brownstone duplex condo maisonette stairway
delicatessen bodega trattoria bistro brasserie izakaya taverna cantina creperie smokehouse minster basilica baptistery
priory friary hermitage synagogue mandir gurdwara smeltery boatyard brickworks cannery creamery slaughterhouse foxhole
checkpoint guardhouse casemate siding turntable helideck jetway taxiway velodrome bullpen infield outfield fairway
touchline rodeo lido tiltyard piste octagon proscenium greenroom backlot soundstage speedway dragstrip chicane
switchback esplanade towpath bridleway footway junction intersection bypass layby bivouac basecamp bothy longhouse
roundhut yurt ger tipi wigwam teepee pueblo hogan houseboat skybar sundeck quarterdeck forecastle galley brig bilge
bunkroom airlock moonbase biodome habitat geode mineshaft adit pithead slagheap oilfield powerplant substation windfarm
junkyard scrapheap riverbed lakebed seafloor tideline commons smallholding homestead ranchland croft steading farmstead
byre sheepfold henhouse dovecote schoolhouse staffroom registry archive archives courtroom cellblock firehouse
parliament chancellery throneroom garderobe oubliette battlement bailey barbican keepyard undercroft ossuary columbarium
barrow tumulus dolmen cromlech henge acropolis agora forum odeon hippodrome palestra thermae peristyle impluvium insula
hammam caravanserais riad ksar kasbah medina souq ryokan minka machiya genkan engawa washitsu konbini sento icu mudroom
sunporch wetroom kitchenette scullery butlery
"""

THINGS = """
pile stack mound signal laurel furniture table desk chair armchair stool bench couch sofa bed bedding mattress pillow
cushion blanket bedsheet sheet curtain drape blind rug carpet mat shelf shelves bookshelf bookcase cabinet cupboard
closet drawer dresser nightstand mirror frame clock lamp lantern chandelier candle candlestick fireplace hearth stove
oven sink bathtub shower toilet faucet refrigerator fridge microwave toaster kettle counter countertop worktop tile
tiles window windowsill sill door doorframe stairs stair step railing banister ladder pillar column arch archway fence
hedge trellis post pole lamppost streetlight streetlamp sign signpost signboard billboard hydrant mailbox postbox
dumpster trashcan bin vase pot flowerpot plant houseplant tree trunk bush shrub grass flower blossom leaf foliage moss
vine ivy fern reed mushroom cactus bamboo palm pine oak birch willow maple stump log branch twig root hay haystack wheat
reeds seaweed coral rock stone boulder pebble cobblestone gravel sand mud soil dirt snow snowdrift ice iceberg icicle
water wave puddle sky cloud sun star starfield rainbow aurora rain rainfall snowfall snowman storm wind breeze weather
day night morning evening afternoon dusk dawn sunrise sunset noon midnight winter summer autumn fall spring season
christmas halloween easter festival crowd audience spectator bystander passerby pedestrian vendor onlooker traffic car
taxi cab bus tram truck lorry van motorbike motorcycle scooter bicycle bike cart carriage wagon train locomotive boat
ship sailboat yacht canoe kayak ferry shipwreck wreck airplane plane helicopter balloon satellite rocket computer laptop
monitor screen keyboard television tv radio speaker amplifier server console camera tripod projector telephone book
newspaper magazine letter paper document picture blackboard chalkboard whiteboard easel canvas scoreboard flag banner
toy doll teddy plushie ball dice kite piano drumset statue bust monument tombstone gravestone throne altar chest crate
barrel box basket bucket bottle jar jug cup mug teacup teapot wineglass goblet plate bowl dish tray spoon fork cutlery
silverware napkin tablecloth tablecloths cloth towel rope net anchor wheelbarrow tool toolbox workbench anvil machine
machinery crane scaffold scaffolding duct cable generator torch campfire bonfire fireworks firework tent hammock slide
sandcastle snowbank tapestry plank brick gift present package parcel sack mop broom duster clipboard whistle pen pencil
envelope coin stall stand kiosk booth carousel torii pagoda gazebo pavilion well equipment lift chairlift hoop goal
starfish seashell driftwood buoy surfboard lifeboat newsstand wallpaper panel floorboard floorboards beams rafters
skylight chimney vent abacus acorn aerial album almanac apparatus appliance arbor armrest ashtray aspen awning azalea
backrest bale ballast bandstand bannister barbell barbwire barrier barricade basin bassinet bathmat battery bedframe
bedpost bedside begonia bellows billfold blender board boardgame bolster bonsai bookend bookmark boombox bowsprit
bracken bramble brazier briar buffet bulb bulldozer bulrush bunk bunting buttercup cage calculator calendar camellia
campervan camper canister canopy caravan card cardboard carnation carafe casket cassette cattail cauldron centerpiece
chaise chalk chamomile charger chart chess chessboard chime chopstick chrysanthemum cinder clapboard clothesline clover
coaster cobble cockle coffeemaker coffeepot coffin coil colander comforter compass compost concrete condiment cone
container conveyor cooker cooler coop corncob cot cosmetics countertops cradle crayon crib crockery crop crucifix
cupboards curb curio cypress daffodil dahlia daisy dandelion dartboard dashboard deckchair decanter decor decoration
desktop detergent digger dinghy dishes dishwasher display divan divider doily dollhouse domino doorbell doorknob doormat
drain dreamcatcher drone drumkit dryer duckboard dumbbell dustbin duvet earthenware eaves eiderdown elm eucalyptus
extinguisher facade faucets fencing figurehead file fir firepit firewood fixture flagpole flagstone flatscreen flask
fleet flowerbed flowerpots flyover footbridge footrest footstool forklift fossil foxglove freezer fungi fungus furnace
futon galleon gangplank gardenia gargoyle garland geranium girder gladiolus globe gondola gourd gramophone grapevine
grater gravestones greenery griddle grill grocery groceries guardrail gyroscope hairdryer hamper handcart handrail
harvest hatstand haystacks hazel headboard heater heather heap hearthstone helipad hibiscus hickory hieroglyph holly
honeycomb honeysuckle hookah hopscotch hose hourglass hovercraft hyacinth hydrangea hydrofoil icebox idol incense
inkwell inscription intercom jack jalopy jasmine jeep jetski jigsaw jukebox juniper keg kitchenware knickknack ladle
lampshade landmine larch latrine lattice laundry lectern ledger lichen lightbulb lily lilypad limousine linden linoleum
litter locker lotus lounger luggage lumber magnet magnolia mailboxes mallet manhole mannequin mantel mantelpiece
mantlepiece marigold mast matchbox matches medicine megalith megaphone memorial menu menorah metro microscope millstone
minivan mixer moped mortar motorboat motorcade motor mulch narcissus needle nightlight notebook notepad orchid organ
outcrop ottoman outlet overhang packet pad paddleboat padlocks paintbrush pallet pamphlet pan pansy parapet partition
passport patisserie pavers pebbles peg pendulum peony perch pergola periscope petunia pew phonograph phonebox
photocopier picnic pigeonhole pillowcase pincushion pinecone pinwheel pitcher placemat placard planter plaque playpen
plough plow plug poinsettia poplar poppy portcullis porthole potion potluck pottery pram primrose printer prop prow
puffball pulpit punchbag pushchair puzzle pylon quilt rack radar radiator raft rag railcar railings rake ramp recliner
record recycling refreshment relic remote reliquary rhododendron rickshaw ridgepole roadsign roadworks rocker roller
rosebush rowboat rubbish rudder rugs runestone rung safe sail sailcloth saltshaker salver samovar samosa sandbag sandbox
sandpit sapling sarcophagus saucer saw scarecrow schooner scissors sconce screwdriver scroll sculptures seagrass
seatbelt secateurs sedan seed seesaw sequoia settee shampoo shellfish shelving shingle shipwheel shoebox shortcake
shovel showcase shrubs shutter shutters sickle sideboard sieve signage skip skull skylights skyscrapers slab sled sledge
sleigh sluice smartboard snapdragon snowball snowmobile snowplow soap socket soda soundboard spade spanner spatula
spindle spire spool sponge sprinkler spruce staging stalactite stalagmite stapler steamer steamship stein stepladder
stereo stewpot stonework stopwatch streamer stretcher stroller strut submarine sundae sundial sunflower sunlounger
supplies suv swag switchboard sycamore syringe tabletop tanker tap tarp teaspoon telegraph telescope tepee terrarium
thermometer thermos thistle thread throw ticket tightrope tiki timber tinsel tissue toadstool toboggan toiletry tollgate
tong toothbrush toothpaste topiary totem tractor trafficlight trampoline trapdoor trapeze trash treadmill treasure
treeline treetop trestle tricycle trolley trophy trough trowel truss tub tugboat tulip tumbleweed tumbler turbine turf
turnstile typewriter utensil vacuum valise vat vault vegetation vehicle ventilator vessel vial warship washer washing
wastebasket watchtower waterwheel weathervane web webcam weed wheelhouse whisk wick wickerwork wildflower wisteria
windowpane windsock winch wok woodpile woodwork workmat wrapping wrench wreckage yarn yew yucca zeppelin zinnia surface
poplars exhibit rose aircraft watercraft tape cross alcohol birdcage sketchbook cd dvd gamepad joystick cartridge ipod
iphone racecar seaplane biplane dirigible ufo comet eclipse liquid pill tube beaker ruler eraser marker drill pliers hoe
chisel lunchbox fishbowl toothpick paperclip folder diploma banknote money bill basketball baseball volleyball billiard
lego playset merchandise target puppet marionette firecracker chalice tankard mistletoe gerbera bellflower kotatsu noose
spill flood fireball dynamite sunscreen lotion fusebox payphone streetcar airliner jet convertible bomber destroyer
carrier drizzle downpour cloudburst hail hailstorm sleet slush monsoon typhoon hurricane cyclone tornado twister
sandstorm rainstorm snowstorm thundercloud cumulus cirrus stratus thunderhead lava magma barbecue skillet saucepan
breadboard clamp vise vice awl lathe bandsaw crucible dibber binder centrifuge pipette gurney router modem credenza
hutch armoire bureau escritoire pouffe dray gig phaeton landau barouche stagecoach chariot sulky tuk-tuk pedicab handcar
snowcat backhoe excavator dumper steamroller catamaran trimaran sampan junk dhow felucca barge trawler skiff punt
coracle longship trireme frigate cruiser corvette glider hang-glider paraglider microlight airship blimp haybale firelog
kindling tinder woodstove aga breadbin cakestand tureen creamer saltcellar corkscrew nutcracker pestle dishrack
dishcloth teatowel potholder trivet centrepiece candelabra candelabrum tealight nightlamp lampstand paperchain pinata
cakebox giftwrap snowglobe bauble manger feeder birdfeeder birdhouse skep fencepost stile milestone waymarker cairn
headstone cenotaph kerbstone bollard noticeboard leaflet handbill ballot inkpot blotter orrery armillary astrolabe
barometer metronome loudspeaker subwoofer synthesiser harmonium clavichord spinet pianola mirrorball clapperboard
lightbox enlarger scrapbook pinboard corkboard inkpad paperweight beanbag bedspread counterpane bedskirt headrest airbed
cotbed rattle toybox foosball pinball candyfloss kettlebell springboard windbreak sunshade sandspade lifering semaphore
coal cokes ore slag ingot rebar hod brickstack hoarding portaloo sawhorse toolboard pegboard compressor poppyfield
barley oats maize sorghum millet rapeseed alfalfa lupin nettle bluebell primula crocus snowdrop delphinium lobelia phlox
verbena aster cornflower gypsophila bougainvillea frangipani plumeria jacaranda baobab banyan acacia mimosa hornbeam
alder rowan hawthorn blackthorn boxwood privet gorse sedge waterlily duckweed algae kelp plankton barnacle limpet
cuttlebone polyp sheaf stook ploughshare harrow combine baler bayleaf
"""

FOOD = """
scallion ale almond americano anchovy appetizer apple apricot artichoke asparagus aubergine avocado bacon bagel baguette
banana basil bean beef beer beet beetroot bento berry beverage biryani biscuit blackberry blackcurrant blueberry borscht
bourbon brandy bratwurst bread breakfast brie brioche broccoli brownie burger burrito butter cabbage cake calamari
camembert candy cappuccino carbonara cardamom carrot cassava casserole cauliflower caviar celery cereal chai champagne
chapati cheddar cheese cheesecake cherry chestnut chili chip chive chocolate chorizo ciabatta cider cilantro cinnamon
clove cocktail cocoa coconut coffee cognac confectionery cookie coriander corn cornbread cornflakes courgette couscous
cracker cranberry creme-brulee crisps croissant croissants croquette crumble crumpet cucumber cuisine cumin cupcake
currant curry custard damson dango danish dessert dill dish donut dough doughnut dragonfruit drink dumpling durian
eclair edamame egg eggplant empanada enchilada espresso falafel fennel feta fig fish-and-chips flatbread flour focaccia
food foodstuff frappe fries fritter fruit garlic gelato gherkin gin ginger gnocchi gooseberry goulash granola grape
grapefruit guava gyoza gyro ham hamburger honey hotdog hummus icecream jackfruit jam jelly juice kale katsu kebab kebabs
ketchup kimchi kiwi kombucha lager laksa lasagna lasagne latte leek leftovers lemon lemonade lettuce liquor loaf
lollipop lychee macaron macchiato mango margarita marinade marmalade marshmallow martini matcha mayonnaise meal meat
meatball melon milk milkshake mint miso mochi mojito moussaka mousse mozzarella muesli muffin mussel mussels naan nacho
nectarine noodle nori nut nutmeg oatmeal okonomiyaki olive omelet omelette onigiri onion oregano oysters paella pancake
panna-cotta papaya paprika parfait parmesan parsley parsnip passionfruit pasta pastry pasty pate patty pea peach peanut
pear pelmeni pepper peppermint persimmon pho pickle pie pierogi pilaf pineapple pita pizza plantain plum pomegranate
popcorn popsicle porridge potato pretzel pretzels profiterole prosciutto pudding pumpkin quesadilla quiche quince radish
raisin ramen raspberry ravioli redcurrant rendang rice risotto roast rosemary rum rye saffron sage sake salad salami
salt sandwich sashimi satay sauce sausage schnitzel scone scones seitan shallot shawarma skewer smoothie snack soba
sorbet souffle soup sourdough spaghetti spice spinach sprinkles spritz sprout squash steak stew strawberry strudel sugar
sushi swede syrup taco tagine taiyaki takoyaki tamale tangerine tarragon tart tea tempeh tempura tequila terrine thyme
tiramisu toast tofu tomato tonkatsu tonkotsu tortilla trifle turmeric turnip tzatziki udon vegetable vinegar vodka wafer
waffle wasabi watermelon whiskey whisky wine wonton yakitori yam yoghurt yogurt zucchini
aioli arugula bolognese borek börek bruschetta bulgur calzone cannelloni chard chutney coleslaw compote cordon-bleu
crepe crouton farfalle fettuccine frittata fusilli gazpacho gravy guacamole gyros hashbrown jalapeno jalapeño lentil
linguine macaroni microgreen millet mushroom nugget orzo pastrami penne pesto pollock puree purée quinoa ragout ragu
raita ratatouille remoulade rigatoni rosti rösti salmon salsa sauerkraut shrimp slaw spaetzle spätzle sugo
tabbouleh tagliatelle tahini tapenade teriyaki tuna veggie vermicelli vinaigrette watercress
"""
