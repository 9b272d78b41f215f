"""Nouns of two words whose last word alone names another kind of thing: a boxing ring is no jewel.

General lists of everyday English, made for this project, in the singular. What slot a kind makes is said in `kinds.py`.
"""

from __future__ import annotations

THINGS = """
aluminum can, asteroid belt, balloon string, barbed wire, basketball hoop, bean bag, beer can, bell pull, bird bath,
bomb shell, book case, book end, boot scraper, bottle cap, bottle neck, box seat, brick pattern, broom stick,
bucket seat, bus seat, cable drum, cable reel, candle holder, candle stick, car seat, car wheel, carpet bag, cart wheel,
cash register, cave mouth, ceiling fan, chain link, chair back, chair leg, chair seat, chip bag, christmas stocking,
christmas wreath, church bell, cider press, circus ring, city crest, cliff face, clock face, clock hand, clothes hanger,
clothes horse, clothes line, coat hanger, coat hook, conveyor belt, cooker hood, copper pipe, coral head, curtain rail,
curtain ring, curtain rod, desk bell, desk fan, display case, door bell, door handle, door knob, drain pipe,
drainage pipe, drinking horn, drinks can, drum kit, drum set, electric wire, empty shell, exhaust fan, extractor hood,
fence wire, ferris wheel, fire bell, fire ring, fire wood, fish bone, fish tank, flight case, flower bud, flower head,
flower petal, flower stem, fruit peel, fruit shell, fume hood, garbage can, garden gnome, gas cylinder, gas pipe,
gas pump, gas tank, gift bag, gift bow, gift ribbon, gift tag, glass case, glass pane, grass blade, guard rail,
guitar case, hand rail, heating pipe, hose pipe, hot dog, house number, ice block, ice chest, ice cube, ice floe,
instrument case, jerry can, jewelry case, lamp shade, laundry bag, laundry line, leaf pattern, life belt, life ring,
lift shaft, light switch, log pile, lotus bud, mail bag, medicine chest, metal drum, metal grate, metal pipe, milk can,
mushroom cap, napkin ring, needle case, oil drum, oil rig, oil tank, onion ring, organ pipe, oven glove, oven mitt,
paint can, paint tin, palm frond, paper bag, parking meter, pillow case, plant stem, plastic bag, porch swing,
power cord, power line, prayer wheel, punching bag, railroad tie, railway tie, rain pipe, range hood, record sleeve,
ring toss, river mouth, road shoulder, rock face, rocking horse, roof beam, roof rib, roof top, rubber duck,
rubbish bag, sand bag, sand pile, scroll painting, sea shell, seat belt, seat row, seed head, sewer pipe, ship wheel,
shop front, shower head, silver platter, ski jump, ski lift, sky line, sleeping bag, snow cannon, snow cap, snow gun,
soda can, sound system, spinning wheel, spray can, stair rail, star map, steam pipe, steel beam, steel drum,
steering wheel, stone circle, stone pattern, stone ring, stove pipe, street light, string light, stuffed animal,
stuffed bear, sun umbrella, swim ring, table foot, table head, table leg, table top, tape measure, tea bag, tea chest,
tea set, telegraph wire, telephone line, telephone wire, tent flap, tile pattern, tin can, tire swing, toilet seat,
tool chest, towel rail, toy chest, traffic light, traffic signal, train seat, trash bag, trash can, treasure chest,
tree bark, tree crown, tree hollow, tree limb, tree line, tree ring, tree top, trip wire, trophy case, tyre swing,
vent pipe, violin case, wall bracket, wall hanging, washing line, water butt, water pipe, water pump, water tank,
water wheel, watering can, weather vane, well head, wheat ear, wind sock, window glass, window pane, window seat,
window shade, wire mesh, wire netting, wood beam, wood block, wood pile, wooden beam, wooden block, wooden chest,
wooden horse
"""
"""Things that stand about, whose last word is a part of somebody or something, a garment, a light or a way to move."""

PLACES = """
assembly line, baseball diamond, berry patch, boxing ring, bull ring, bullfighting ring, cabbage patch, coast line,
crater rim, crime scene, dressage ring, escape route, fashion catwalk, fighting ring, finish line, finishing line,
flower patch, forest edge, goal line, half pipe, hill top, lake surface, lunar surface, martian surface, mine shaft,
moon surface, mountain pass, mountain range, mountain side, mountain top, ocean surface, pit stop, planet surface,
production line, pumpkin patch, railway line, riding ring, road side, road surface, sea side, sea surface, shore line,
show ring, starting block, starting grid, starting line, street scene, table surface, train line, tram line,
vegetable patch, wall surface, water edge, water's edge, wrestling ring
"""

LIGHTS = """
ceiling spot, follow spot, headlight glare, lens ghost, lens glare, light bounce, light cone, light falloff, light leak,
light patch, light pool, light shaft, light spill, light strip, light wrap, screen glare, shadow pattern, shadow play,
stage spot, sun dog, sun glare, sun halo, sun patch, sun pillar, sun shaft, sun spot, sun star, window glare
"""

EFFECTS = """
anger mark, anger vein, blood pool, bow wave, breath cloud, brush texture, canvas texture, color bleed, colour bleed,
dot pattern, dust cloud, dust devil, dust mote, energy ball, energy shield, energy wave, exclamation mark, film burn,
film scratch, fire ball, heat wave, ice crystal, ink blot, lens crack, light orb, magic circle, oil slick, paint stroke,
paper texture, pollen cloud, powder cloud, question mark, sand cloud, screen tone, shock wave, skid mark, smoke ring,
smoke screen, snow cloud, snow flake, snow flurry, sound effect, spark shower, speech balloon, splash crown,
steam cloud, tire mark, tire track, tyre mark, tyre track, water crown, water jet, water ring
"""

MEDIA = """
art print, block print, character chart, character sheet, color chart, colour chart, concept sheet, contact print,
contact sheet, design sheet, expression sheet, film frame, game card, gelatin silver, glass plate, greeting card,
ink wash, key frame, key visual, lino print, loading screen, model sheet, movie frame, paper craft, paper cut-out,
paper cutting, playing card, post card, reference sheet, scratch board, screen print, silk screen, silver print,
splash screen, sprite sheet, sticker sheet, stop motion, story board, tarot card, test print, tin type, title card,
title screen, trading card, turnaround sheet, video frame, wet plate
"""

FRAMINGS = """
camera move, camera movement, camera pan, camera tilt, color grade, color grading, color scheme, colour grade,
colour grading, colour scheme, dolly zoom, eye level, eye line, fast shutter, film look, film stock, focal plane,
focus pull, focus stacking, frame rate, golden ratio, golden spiral, hand held, head room, horizon line, jump cut,
large aperture, leading line, lens choice, line weight, narrow aperture, nodal point, open aperture, picture plane,
shutter speed, slow motion, slow shutter, small aperture, split diopter, split screen, tilt shift, time lapse,
tone curve, vanishing point, vantage point, white balance, wide aperture
"""

SUBJECTS = """
baseball bat, bow string, bullet wound, chest plate, chest rig, claw mark, cloak clasp, crew cut, cricket bat, dog tag,
ear flap, ear piece, ear tag, ear tuft, eye patch, eye shadow, face guard, fanny pack, fishing rod, fur lining,
gold chain, hair stick, hat band, head band, head cloth, head covering, head lamp, head torch, head tuft, hip flask,
ice skate, inline skate, jet pack, key chain, leg warmer, lip gloss, mouth guard, nail polish, name plate, name tag,
nose chain, pocket square, race number, riding crop, roller skate, shoulder pad, ski pole, skin tone, sleeve band,
soul patch, spine ridge, swim trunk, tail tip, thigh band, tie clip, top knot, walking stick, wedding band, wing tip,
wrist guard
"""

BODIES = """
bamboo shoot, bean sprout, blade edge, brake light, brass fitting, center console, centre console, chocolate chip,
chocolate drizzle, cork stopper, dash panel, egg yolk, engine block, engine cover, exhaust stack, eye socket, eye white,
fog light, gear stick, gem setting, head light, indicator light, lamb shank, landing light, leather binding, lemon zest,
lens barrel, licence plate, license plate, nose art, nose cone, number plate, paint job, pull tab, rear mirror,
roof rack, roof rail, running light, side mirror, side panel, spark plug, spray nozzle, stone setting, sword guard,
tail gate, tail lamp, tail light, tow bar, tow hook, wheel arch, wheel hub, wheel rim, window tint, wing mirror,
wooden case, wooden stock
"""

MOODS = """
broken heart, city life, country life, daily life, everyday life, fair play, family bond, family life, fresh start,
golden age, good luck, good times, hard work, high society, home life, human touch, island life, last stand,
long journey, lost world, night life, old age, old world, old-world charm, open road, raw energy, road trip, rural life,
sea air, self reflection, simple life, slow life, slow living, small town, small-town life, street life, village life,
war time, work ethic, working class
"""
