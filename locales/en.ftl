# The service's words in English. The second language: every identifier, attribute and
# variable of uk.ftl is here too (test/wording/locales.test.ts checks it).
# Polite "you", buttons in the first person, no gender. FIRE and the other .word entries
# stand only in a real alarm: siren apps on people's phones hang on them.

### Incident types: value = word of the card; .word = head of the alarm; .sms = word in SMS; .spoken = first word of the call

type-structure_fire = house
    .word = FIRE
    .sms = house
    .spoken = Fire
    .full = dwelling house
    .icon = 🔥
type-outbuilding_fire = shed
    .word = FIRE
    .sms = shed
    .spoken = Fire
    .full = outbuilding
    .icon = 🔥
type-vegetation_fire = stubble
    .word = FIRE
    .sms = stubble
    .spoken = Fire
    .full = grass, stubble, forest, peat
    .icon = 🔥
type-vehicle_fire = car
    .word = FIRE
    .sms = car
    .spoken = Fire
    .full = car or farm machine
    .icon = 🔥
type-industrial_fire = works
    .word = FIRE
    .sms = works
    .spoken = Fire
    .full = works, warehouse, public building
    .icon = 🔥
type-road_accident = road accident
    .word = CRASH
    .sms = road
    .spoken = Road accident
    .full = road accident
    .icon = 🚗
type-hazmat = leak
    .word = HAZMAT
    .sms = leak
    .spoken = Chemical hazard
    .full = leak of gas or a dangerous substance
    .icon = ☣️
type-shelling_impact = impact
    .word = SHELLING
    .sms = impact
    .spoken = Shelling
    .full = impact of shelling
    .icon = 💥
type-rescue = help needed
    .word = RESCUE
    .sms = help
    .spoken = Rescue
    .full = help for people
    .icon = 🛟
type-other = other
    .word = DANGER
    .sms = other
    .spoken = Danger
    .full = another incident
    .icon = ❗

### Mode of the incident

mode-actual = real incident
mode-exercise = exercise
    .word = EXERCISE
    .spoken = Exercise
    .icon = 🔔
mode-test = connection test
    .word = TEST
    .spoken = Connection test
    .icon = 📶

### Qualifications; .genitive after "missing", .missing with a number, .full in lists

qual-driver_c = driver
    .genitive = a driver
    .missing = { $count ->
        [1] a driver
        [one] { $count } driver
       *[other] { $count } drivers
    }
    .full = driver, category C
qual-leader = leader
    .genitive = a leader
    .missing = { $count ->
        [1] a leader
        [one] { $count } leader
       *[other] { $count } leaders
    }
    .full = crew leader
qual-firefighter = firefighter
    .genitive = a firefighter
    .missing = { $count ->
        [one] { $count } firefighter
       *[other] { $count } firefighters
    }
    .full = firefighter
qual-ba = breathing apparatus
    .genitive = a breathing apparatus wearer
    .missing = { $count ->
        [one] { $count } breathing apparatus wearer
       *[other] { $count } breathing apparatus wearers
    }
    .full = breathing apparatus wearer
qual-medic = paramedic
    .genitive = a paramedic
    .missing = { $count ->
        [1] a paramedic
        [one] { $count } paramedic
       *[other] { $count } paramedics
    }
    .full = paramedic
qual-first_aid = first aid
    .genitive = a first aider
    .missing = { $count ->
        [1] a first aider
        [one] { $count } first aider
       *[other] { $count } first aiders
    }
    .full = first aid
qual-keyholder = key
    .genitive = the station key
    .missing = { $count ->
        [1] the station key
        [one] { $count } station key
       *[other] { $count } station keys
    }
    .full = station key
qual-anybody = anybody
    .genitive = a person
    .missing = { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
    .full = anybody of the brigade
qual-vehicle = vehicle
    .genitive = a vehicle
    .missing = { $count ->
        [1] a vehicle
        [one] { $count } vehicle
       *[other] { $count } vehicles
    }
    .full = vehicle

### Missing

missing = Missing: { $list }
missing-own = { $count ->
        [1] "{ $name }"
       *[other] "{ $name }" ({ $count })
    }
shortage-driver_c = NO DRIVER
shortage-leader = NO LEADER
shortage-vehicle = NO VEHICLE
shortage-keyholder = NO KEY
shortage-other = MISSING { $list }
shortage-more = { $shortage }, missing { $list }
shortage-none = GATHERING

### People, time, distance

people = { $count ->
        [one] { $count } person
        [few] { $count } people
       *[many] { $count } people
    }
people-together = { $count ->
        [1] one person
        [2] two people
        [3] three people
        [4] four people
        [5] five people
        [one] { $count } person
        [few] { $count } people
       *[many] { $count } people
    }
going = { $count ->
        [0] nobody coming
        [one] { $count } coming
       *[other] { $count } coming
    }
going-of = { $count ->
        [0] nobody coming, { $need } needed
        [one] { $count } of { $need } coming
       *[other] { $count } of { $need } coming
    }
duration-minutes = { $minutes } min
duration-minutes-words = { $minutes ->
        [one] { $minutes } minute
        [few] { $minutes } minutes
       *[many] { $minutes } minutes
    }
duration-seconds = { $seconds } s
in-minutes = { $minutes ->
        [one] in { $minutes } minute
        [few] in { $minutes } minutes
       *[many] in { $minutes } minutes
    }
since-minutes = +{ $minutes } min
distance-metres = { $metres } m
distance-kilometres = { $kilometres } km

### Headlines

headline-unconfirmed = NOT CONFIRMED
headline-gathering = GATHERING
headline-noDriver = NO DRIVER
headline-noLeader = NO LEADER
headline-noVehicle = NO VEHICLE
headline-noKey = NO KEY
headline-fewPeople = TOO FEW PEOPLE
    .counted = TOO FEW PEOPLE: { $have } of { $need }
headline-nobodyAnswered = NOBODY ANSWERED
headline-canLeaveWith = { $count ->
        [1] CAN LEAVE ALONE
        [2] CAN LEAVE WITH TWO
        [3] CAN LEAVE WITH THREE
        [4] CAN LEAVE WITH FOUR
        [5] CAN LEAVE WITH FIVE
        [6] CAN LEAVE WITH SIX
        [one] CAN LEAVE WITH { $count }
        [few] CAN LEAVE WITH { $count }
       *[many] CAN LEAVE WITH { $count }
    }
headline-leaves = LEAVES { $time }
headline-assembled = CREW AT STATION
headline-left = LEFT { $time }
headline-leftUnconfirmed = DEPARTURE NOT CONFIRMED
headline-standDown = STAND DOWN
headline-closed = CLOSED
headline-cancelled = CANCELLED

### States of people

state-queued = calling
state-sent = calling
state-delivered = delivered
state-unreachable = unreachable
state-withdrawn = stood down
state-none = calling
state-responding = coming
state-notResponding = cannot
state-later = later
state-noAnswer = no answer
state-stoodDown = stood down
state-enRoute = on the way
state-atStation = at station
state-departed = departed
state-onScene = on scene
state-toScene = straight to the scene
state-notDriving = not driving
state-reserve = reserve
state-calling = ringing
state-missing = missing

### States of the incident

incident-unconfirmed = not confirmed
incident-open = gathering
incident-crewReady = crew complete
incident-left = departed
incident-standDown = stood down
incident-closed = closed
incident-cancelled = cancelled
cancel-false = false alarm
cancel-mistake = mistake
cancel-duplicate = duplicate

crew-short = gathering
crew-promised = crew complete
crew-assembled = crew at station
crew-left = departed

### Marks

mark-atStation = at station
mark-departed = departed
mark-onScene = on scene
mark-firstWater = first water
mark-localised = under control
mark-out = out
mark-handedOver = handed over to the state service
mark-returned = returned
mark-ready = vehicle ready
mark-informed101 = 101 informed

### Brigades, roles, vehicles, availability, sources, channels

brigade-volunteer = volunteer fire brigade
    .short = volunteers
brigade-municipal = municipal fire brigade
    .short = municipal
brigade-state = state fire and rescue unit
    .short = state
brigade-security_centre = Security Centre
    .short = SC
role-chief = chief
role-deputy = deputy
role-coordinator = hromada rescue officer
role-villageHead = village head
role-dutyOfficer = duty officer
vehicle-tanker = tanker
vehicle-module = pump module
vehicle-trailer = trailer
vehicle-other = other vehicle
vehicle-state-ready = ready
vehicle-state-outOfService = out of service
vehicle-state-away = away
availability-on = on call
availability-reserve = reserve
availability-lifeOnly = only when life is at stake
availability-off = off duty
source-okc_101 = service 101
source-s112 = service 112
source-duty_officer = duty officer
source-chief = chief
source-resident = resident
source-sensor = sensor
channel-telegram = Telegram
channel-sms = SMS
channel-voice = call
channel-console = console

### Why we alert (.detail takes minutes or a number)

why-nearest = nearest brigade
    .detail = nearest brigade, { $minutes } min away
why-crewCritical = no crew without this person
    .detail = no crew without this person, { $minutes } min away
why-reserve = reserve: the crew is short
    .detail = reserve: the crew is short, { $minutes } min away
why-lifeAtStake = life at stake
    .detail = life at stake, { $minutes } min away
why-neighbour = neighbouring brigade
    .detail = neighbouring brigade, { $minutes } min away
why-nextWave = next wave
    .detail = next wave, { $minutes } min away
why-askedByHuman = asked for by the chief or the desk
    .detail = asked for by the chief or the desk, { $minutes } min away
why-raisedAlarm = raised the alarm: asked whether they go too
    .detail = raised the alarm: asked whether they go too, { $minutes } min away
why-calledBack = a seat opened: called again
    .detail = a seat opened: called again, { $minutes } min away

### Why we do not alert

passed-off = off duty
    .detail = off duty
passed-reserve = on reserve while the crew is complete
    .detail = on reserve while the crew is complete
passed-lifeOnly = only when life is at stake
    .detail = only when life is at stake
passed-tooFar = too far
    .detail = too far: { $minutes } min
passed-committed = on another incident
    .detail = committed to #{ $number }
passed-laterWave = in a later wave
    .detail = in a later wave
passed-otherBrigadeLater = another brigade, called later
    .detail = another brigade, called later
passed-noChannel = no channel reaches this person
    .detail = no channel reaches this person
passed-raisedAlarm = raised the alarm: not rung
    .detail = raised the alarm: not rung
passed-alreadyAlerted = already alerted
    .detail = already alerted
passed-awaitsHuman = waiting for the chief or the desk to decide
    .detail = waiting for the chief or the desk to decide
passed-optedOut = opted out of SMS
    .detail = opted out of SMS
passed-vehicleAbsent = no vehicle
    .detail = no vehicle
passed-unavailable = not on call now
    .detail = not on call now
passed-count = { $count ->
        [one] { $count } more person: { $reason }
        [few] { $count } more people: { $reason }
       *[many] { $count } more people: { $reason }
    }

### Buttons

button-coming = Coming
button-coming-minutes = Coming · { $minutes } min
button-minutes = { $minutes } min
button-minutes-more = { $minutes }+
button-scene = Straight to the fire
    .other = Straight to the scene
button-notDriving = Coming, not driving
button-later = Later
button-cannot = Cannot
button-atStation = At station
button-departed = Departed
button-onScene = On scene
    .other = On scene
button-tooLate = Cannot make it
button-map = Map
button-open = Open
button-heard = I hear you
button-switch = Switch to #{ $number }
button-stay = I stay
button-stay-first = Stay on #{ $number }
button-split = Split
button-go = Go to #{ $number }
button-confirm = Call people out
button-dismiss = Do not call out
button-more-people = More people
button-crew-complete = Crew complete, stand the rest down
button-vehicle-down = Vehicle cannot go
button-change-place = Change place
button-informed101 = 101 informed
button-handed-over = Handed over to state service
button-take-over = I take over
button-close = Close
button-false = False alarm
button-all-at-station = All at station
button-unseat = Take off the seat
button-vehicle-ready = Vehicle ready
button-reach-me = Will the bell reach me?
button-report = Report a fire
button-people-in-danger = People in danger
button-still-burning = Yes, burning
button-not-burning = No longer burning
button-yes = Yes
button-no = No
button-menu = Menu
button-undo = Undo

### SMS. Value = with the link; .short without optional words; .keys = a call follows ($dial: we ring or the person does); .ring = missed-call numbers.
### colonPlace / dotPlace / spacePlace carry their punctuation with the place, or are empty.

sms-unconfirmed = unconfirmed
    .short = unconf.
sms-people = PEOPLE
sms-again = again
sms-old = (not { $old })
sms-dial-follows = We ring
sms-dial-back = Ring us
sms-calling = { $form ->
        [listed] Calling { $names }.
       *[one] Calling { $names }.
    }
sms-alert = { $head }{ $colonPlace }. Coming? { $link }
    .short = { $head }{ $colonPlace } { $link }
    .keys = { $head }{ $colonPlace }. { $dial }: 1-coming 0-cannot
    .ring = { $head }{ $spacePlace }. Yes: { $yes } No: { $no }
sms-alert-exercise = EXERCISE #{ $number } (no blaze). At station. Coming? { $link }
    .short = EXERCISE #{ $number } (no blaze). Coming? { $link }
    .keys = EXERCISE #{ $number } (no blaze). { $dial }: 1-coming 0-cannot
    .ring = EXERCISE #{ $number } (no blaze). Yes: { $yes } No: { $no }
sms-alert-test = TEST #{ $number } (no blaze). Do not come. Got it? { $link }
    .short = TEST #{ $number }. Do not come. Got it? { $link }
    .keys = TEST #{ $number } (no blaze). { $dial }: press 1
    .ring = TEST #{ $number } (no blaze). Got it: { $yes }
sms-askRaiser = #{ $number } received, calling people{ $dotPlace }. Going yourself? { $link }
    .short = #{ $number } received. Going yourself? { $link }
    .keys = #{ $number } received. Going too? { $dial }: 1-coming 0-cannot
    .ring = #{ $number } received. Coming: { $yes } No: { $no }
sms-answer-station = #{ $number } noted: COMING, meet at station{ $dotPlace }
sms-answer-notDriving = #{ $number } noted: COMING, not driving, meet at station{ $dotPlace }
sms-answer-scene = #{ $number } noted: COMING straight to the scene{ $dotPlace }
sms-answer-waits = #{ $number } noted: COMING to the scene, but the truck waits for you at the station{ $dotPlace }
    .short = #{ $number } THE TRUCK WAITS FOR YOU at the station. Noted: COMING
sms-answer-notResponding = #{ $number } noted: CANNOT. Thank you
sms-answer-later = #{ $number } noted: LATER{ $dotPlace }
sms-corrected-place = #{ $number } NEW PLACE{ $colonPlace } { $old }. { $link }
    .short = #{ $number } NEW PLACE{ $colonPlace }. { $link }
sms-corrected-type = #{ $number } CORRECTED: { $details }{ $dotPlace }. { $link }
    .short = #{ $number } CORRECTED: { $details }. { $link }
sms-askAtStation = #{ $number } You are awaited at the station. Coming? { $link }
    .keys = #{ $number } You are awaited. { $dial }: 1-coming 0-cannot
sms-seatOpened-noShow = #{ $number } Your seat went to others. Coming? Tell us: { $link }
    .keys = #{ $number } Your seat went to others. Coming? Ring us back
sms-seatOpened-chief = #{ $number } The chief took you off your seat. { $link }
    .keys = #{ $number } The chief took you off your seat
sms-reserve = #{ $number } RESERVE: crew complete, stay in touch until it leaves
sms-standDown-left = STAND DOWN #{ $number }: the crew has left. Thank you, rest well
sms-standDown-stoodDown = STAND DOWN #{ $number }: no need to come. Thank you, rest well
sms-standDown-closed = STAND DOWN #{ $number }: closed. Thank you, rest well
sms-falseAlarm = FALSE ALARM #{ $number }. No need to come. Thank you
sms-askSwitch = You are going to #{ $from }. Switch to #{ $number }{ $colonPlace }? { $link }
    .short = You are going to #{ $from }. Switch to #{ $number }? { $link }
    .keys = You go to #{ $from }. Switch to #{ $number }? { $dial }: 1-yes 0-no
sms-askWhich = Which incident? { $list }. Send the number
sms-askWhich-one = { $number } { $place }
sms-freedForActual = #{ $number } REAL INCIDENT{ $colonPlace }. Exercise #{ $from } is over for you. { $link }
    .short = #{ $number } REAL INCIDENT, you are off exercise #{ $from }. { $link }
sms-fromChief = #{ $number } Chief: { $text } { $link }
sms-askConfirm = Burning? #{ $number }{ $spacePlace }. Call out: { $link }
    .keys = Burning? #{ $number }{ $spacePlace }. { $dial }: 1-call out 0-no
sms-askConfirm-impact = Strike? #{ $number }{ $spacePlace }. Call out: { $link }
    .keys = Strike? #{ $number }{ $spacePlace }. { $dial }: 1-call out 0-no
sms-askConfirm-like = Is it #{ $like }? #{ $number }{ $spacePlace }. If not, call out: { $link }
    .short = #{ $like } again? #{ $number }{ $spacePlace }. If not: { $link }
    .keys = Is it #{ $like }? #{ $number }{ $spacePlace }. { $dial }: 1-call out 0-no
sms-incidentOpened = #{ $number } { $details }{ $colonPlace }. Alerted { $count }. { $link }
    .short = #{ $number }{ $colonPlace }. Alerted { $count }. { $link }
sms-verdictLeaves = #{ $number } LEAVES { $time }, { $going }, with driver. { $link }
sms-verdictNotGathering = #{ $number } { $shortages }, { $going }. { $calling } { $link }
    .short = #{ $number } { $shortage }, { $going }. { $calling } { $link }
sms-humanNeeded = #{ $number } { $shortages }, { $going }. Take over: { $link }
    .short = #{ $number } { $shortage }, { $going }. Take over: { $link }
    .keys = #{ $number } { $shortage }, { $going }. { $dial }: 1-take over
sms-askDeparted = #{ $number } Departed? Mark it: { $link }
    .keys = #{ $number } Departed? { $dial }: 1-departed
sms-askClose = #{ $number } Close it? { $link }
    .keys = #{ $number } Close it? { $dial }: 1-close
sms-askSecondFire = #{ $number } { $details }{ $colonPlace }. You are on #{ $first }: stay, split, go? { $link }
    .short = #{ $number }{ $colonPlace }. You are on #{ $first }: what now? { $link }
    .keys = #{ $number }{ $colonPlace }. { $dial }: 1-stay 2-split 3-go
sms-vehicleDown = #{ $number } THE TRUCK CANNOT GO. { $calling } { $link }
sms-cancelProposed = #{ $number } The chief proposes to cancel{ $dotPlace }. You decide. { $link }
    .short = #{ $number } The chief proposes to cancel. You decide. { $link }
sms-unreachable-optedOut = #{ $number } { $name } opted out of SMS, no alert arrives. Please ring
sms-unreachable-blocked = #{ $number } { $name } blocked the bot, no alert arrives. Please ring
sms-unreachable-noChannel = #{ $number } { $name }: nothing reaches this person. Please ring
sms-unreachable-refused = #{ $number } { $name }: the operator refuses our alert. Please ring
sms-opted-out = { $name } opted out of SMS. Telegram and calls still work. Please ask why
sms-noteReceived = #{ $number } { $name } writes: { $text } { $link }

### Call. Value = first sentence (six seconds at most); .prompt = what to do next

voice-language = en-US
voice-name = Google.en-US-Wavenet-C
voice-alert = { $word }! { $place }.
    .people = { $word }! People in danger! { $place }.
    .unconfirmed = { $word }, not confirmed! { $place }.
    .unconfirmedPeople = { $word }, not confirmed! People in danger! { $place }.
    .prompt = Coming: press one. Cannot: zero.
voice-alert-exercise = Exercise, nothing burns. Incident { $number }.
    .prompt = Coming to the station: press one. Cannot: zero.
voice-alert-test = Connection test, nothing burns. Do not come.
    .prompt = If you hear us, press one.
voice-calledBack = { $word }! You are needed again. { $place }.
    .prompt = Coming: press one. Cannot: zero.
voice-askRaiser = Received, we are calling people. { $place }.
    .prompt = Going yourself: press one. No: zero.
voice-answer-station = Noted: coming. Meet at the station.
    .prompt = { $place }.
voice-answer-notDriving = Noted: coming, not driving. Meet at the station.
    .prompt = { $place }.
voice-answer-scene = Noted: coming straight to the scene.
    .prompt = { $place }.
voice-answer-waits = The truck waits for you at the station!
    .prompt = Noted: coming to the scene. { $place }.
voice-answer-notResponding = Noted: you cannot.
    .prompt = Thank you.
voice-answer-later = Noted: you come later.
    .prompt = { $place }.
voice-corrected-place = New place! { $place }.
    .prompt = Incident { $number }. Go to the new address.
voice-corrected-type = Correction! { $place }.
    .prompt = Incident { $number }: { $details }.
voice-askAtStation = You are awaited at the station. Coming?
    .prompt = Coming: press one. Cannot: zero. Already at the station: three.
voice-seatOpened-noShow = Your seat in the crew went to others.
    .prompt = If you are coming, press one. Cannot: zero.
voice-seatOpened-chief = The chief took you off your seat in the crew.
    .prompt = Incident { $number }.
voice-reserve = You are in reserve: the crew is complete.
    .prompt = Stay in touch until the vehicle leaves.
voice-standDown-left = Stand down. The crew has left.
    .prompt = No need to come. Thank you, rest well.
voice-standDown-stoodDown = Stand down. No need to come.
    .prompt = Thank you, rest well.
voice-standDown-closed = Stand down. The incident is closed.
    .prompt = No need to come. Thank you, rest well.
voice-falseAlarm = False alarm. No need to come.
    .prompt = Thank you.
voice-askSwitch = There is another incident. { $place }.
    .prompt = You are going to incident { $from }. To switch to incident { $number } press one. To stay: zero.
voice-askWhich = Several incidents are open.
    .prompt = We did not understand where you are going. { $list }. Please answer the call about each of them.
voice-askWhich-one = Incident { $number }: { $place }
voice-freedForActual = A real incident. The exercise is over for you.
    .prompt = { $place }. You will be called again now.
voice-fromChief = A message from the chief. Incident { $number }.
    .prompt = { $text }.
voice-askConfirm = Burning? { $place }.
    .prompt = To call people out press one. Not to call: zero.
voice-askConfirm-impact = A strike? { $place }.
    .prompt = To call people out press one. Not to call: zero.
voice-askConfirm-like = It looks like incident { $like }. { $place }.
    .prompt = If it is another one, to call people out press one. Not to call: zero.
voice-incidentOpened = New incident. { $place }.
    .prompt = Incident { $number }: { $details }. People alerted: { $count }.
voice-verdictLeaves = The crew leaves at { $time }, { $going }, with a driver.
    .prompt = Incident { $number }. { $place }.
voice-verdictNotGathering = The crew is not gathering. Missing { $list }.
    .prompt = Incident { $number }, { $going }. { $calling }
voice-humanNeeded = No crew yet, a human must take over. { $place }.
    .prompt = Missing { $list }, { $going }. To take over press one.
voice-askDeparted = Departed? Incident { $number }.
    .prompt = Departed: press one. Not yet: zero.
voice-askClose = Close incident { $number }?
    .prompt = To close press one. Not yet: zero.
voice-askSecondFire = A second incident, no free vehicle. { $place }.
    .prompt = Stay on the first: press one. Split: two. Go to the second: three.
voice-vehicleDown = The vehicle cannot go. Incident { $number }.
    .prompt = { $calling }
voice-cancelProposed = The chief proposes to cancel incident { $number }.
    .prompt = Only you can cancel it, on the incident's page.
voice-unreachable = We cannot reach { $name }.
    .prompt = Incident { $number }. Please ring this person yourself.
voice-noteReceived = A note from { $name }.
    .prompt = { $text }.
voice-people = people in danger
voice-unconfirmed = not confirmed
voice-noPlace = Place not known yet
voice-calling = Calling { $names }.
voice-repeat = Again.
voice-said-y = Noted: coming. Meet at the station.
voice-said-no = Noted: you cannot. Thank you.
voice-said-later = Noted: you come later.
voice-said-heard = Thank you, we hear you.
voice-said-atst = Noted: you are at the station.
voice-said-switch = Noted: you switch to incident { $number }.
voice-said-stay = Noted: you stay.
voice-said-split = Noted: you split.
voice-said-go = Noted: you go to incident { $number }.
voice-said-confirm = Noted: we call people out.
voice-said-dismiss = Noted: we do not call people out.
voice-said-takeover = Noted: the incident is yours. Watch its page.
voice-said-dep = Noted: departed.
voice-said-close = Noted: the incident is closed.
voice-said-wait = All right, we ask again later.
voice-said-unknown = We did not understand the key.
voice-said-kept = Your answer is kept. The chief sees it a little later.
voice-goodbye = We heard no answer. You can still ring back.
voice-goodbye-informed = Goodbye.

### Numbers for the voice: house numbers

spoken-1 = one
spoken-2 = two
spoken-3 = three
spoken-4 = four
spoken-5 = five
spoken-6 = six
spoken-7 = seven
spoken-8 = eight
spoken-9 = nine
spoken-10 = ten
spoken-11 = eleven
spoken-12 = twelve
spoken-13 = thirteen
spoken-14 = fourteen
spoken-15 = fifteen
spoken-16 = sixteen
spoken-17 = seventeen
spoken-18 = eighteen
spoken-19 = nineteen
spoken-20 = twenty
spoken-30 = thirty
spoken-40 = forty
spoken-50 = fifty
spoken-60 = sixty
spoken-70 = seventy
spoken-80 = eighty
spoken-90 = ninety
spoken-100 = one hundred
spoken-200 = two hundred
spoken-300 = three hundred
spoken-400 = four hundred
spoken-500 = five hundred
spoken-600 = six hundred
spoken-700 = seven hundred
spoken-800 = eight hundred
spoken-900 = nine hundred

### Card and messages in Telegram

card-accuracy = (accuracy { $metres } m)
card-from-station = { $distance } from the station
card-place-unknown = the place is being clarified
card-people = People may be inside
    .other = People may be in danger
card-not-burning = nothing burns
card-only-answer = No need to come. Press the button so that we know the alert arrived.
card-gather-station = Meet at the station
card-key = Key: { $name }
card-person = { $name } ({ $labels })
card-calling = ringing: { $names }
card-more = { $count } more
card-ask = Coming?
card-you-responding = You are coming to the station
card-you-responding-time = You are coming, at the station at { $time }
card-you-scene = You are going straight to the scene
card-you-scene-time = You are going straight to the scene, there at { $time }
card-you-notDriving = not driving
card-you-notResponding = You cannot. Thank you for answering
card-you-later = You come later
card-you-atStation = You are at the station
card-you-departed = Departed
card-you-onScene = You are on scene
card-you-reserve = RESERVE: crew complete, stay in touch until it leaves
card-you-standDown = STAND DOWN. No need to come. Thank you, rest well
card-you-seatOpened = Your seat went to others. If you are coming, press how soon
card-ended-closed = The incident is closed. Thank you
card-ended-cancelled = False alarm. No need to come. Thank you
card-ended-standDown = Everybody is stood down. Thank you, rest well

telegram-askRaiser = Received, we are calling people. Going yourself?
telegram-answer-station = Noted: coming, meet at the station
telegram-answer-station-time = Noted: coming, at the station at { $time }
telegram-answer-notDriving = Noted: coming, not driving, meet at the station
telegram-answer-scene = Noted: coming straight to the scene
telegram-answer-waits = Noted: coming to the scene. But the truck waits for you at the station
telegram-answer-notResponding = Noted: you cannot. Thank you
telegram-answer-later = Noted: you come later
telegram-corrected-place = NEW PLACE
telegram-corrected-old = It was: { $old }
telegram-corrected-type = CORRECTED: { $details }
telegram-askAtStation = You are awaited at the station. Coming?
telegram-seatOpened-noShow = Your seat went to others. If you are coming, tell us
telegram-seatOpened-chief = The chief took you off your seat in the crew
telegram-reserve = RESERVE: crew complete, stay in touch until it leaves
telegram-calledBack = You are needed again
telegram-standDown-left = STAND DOWN: the crew has left. Thank you, rest well
telegram-standDown-stoodDown = STAND DOWN: no need to come. Thank you, rest well
telegram-standDown-closed = STAND DOWN: the incident is closed. Thank you, rest well
telegram-falseAlarm = FALSE ALARM. No need to come. Thank you
telegram-askSwitch = You are going to #{ $from }. Switch to #{ $number }?
telegram-askWhich = Which incident? Send its number
telegram-askWhich-one = #{ $number } · { $place }
telegram-freedForActual = A REAL INCIDENT. Exercise #{ $from } is over for you
telegram-fromChief = Chief: { $text }
telegram-askConfirm = Burning? Call people out?
telegram-askConfirm-impact = A strike? Call people out?
telegram-askConfirm-like = It looks like #{ $like }. If it is another one, call people out
telegram-incidentOpened = { $count ->
        [one] Alerting { $count } person
        [few] Alerting { $count } people
       *[many] Alerting { $count } people
    }
telegram-verdictLeaves = LEAVES { $time }, { $going }, with a driver
telegram-verdictNotGathering = { $shortages }, { $going }. { $calling }
telegram-humanNeeded = { $shortages }, { $going }. Somebody has to take over
telegram-askDeparted = Departed?
telegram-askClose = Close the incident?
telegram-askSecondFire = A second incident, no free vehicle. You are on #{ $first }: stay, split or go?
telegram-vehicleDown = THE VEHICLE CANNOT GO. { $calling }
telegram-cancelProposed = The chief proposes to cancel the incident. Only you can cancel it
telegram-unreachable-optedOut = { $name } opted out of SMS, no alert arrives. Please ring
telegram-unreachable-blocked = { $name } blocked the bot, no alert arrives. Please ring
telegram-unreachable-noChannel = { $name }: no channel reaches this person. Please ring
telegram-unreachable-refused = { $name }: the operator refuses our alert. Please ring
telegram-opted-out = { $name } opted out of SMS. Telegram and calls still work. Please ask why
telegram-noteReceived = { $name } writes: { $text }
plain-shortened = (shortened)
plain-empty = A new message about an incident, but its text did not come through. Ring the chief

### State of the links (bar across the top)

degraded-out-telegram = Telegram is down
degraded-out-sms = SMS is down
degraded-out-voice = Calls are down
degraded-out-telegram-sms = Telegram and SMS are down
degraded-out-telegram-voice = Telegram and calls are down
degraded-out-sms-voice = SMS and calls are down
degraded-out-telegram-sms-voice = Telegram, SMS and calls are down
degraded-by-telegram = we write in Telegram
degraded-by-sms = we send SMS
degraded-by-voice = we ring
degraded-by-telegram-sms = we write in Telegram and send SMS
degraded-by-telegram-voice = we ring and write in Telegram
degraded-by-sms-voice = we ring and send SMS
degraded-by-nothing = no alert gets through, ring people yourself
degraded-console = Console only: no phone will ring
degraded-store = The database does not answer: people's answers are kept apart and show here late
degraded-clock = The server's clock is ahead of the real time
degraded-noHuman = Nobody has taken over the incident
degraded-nobodyReached = No alert has been delivered yet

### Common to the pages

page-name = Dzvin
page-do-not-wait = Send your unit as planned, do not wait for us
page-stale = { $seconds } s old
page-stale-lost = No connection. This is what we knew { $seconds } s ago
page-exercise = EXERCISE: nothing burns
page-test = CONNECTION TEST: nothing burns
page-unconfirmed = not confirmed
page-people-in-danger = People may be in danger
page-call-101 = Ring 101
page-refresh = Refresh
page-place-unknown = the place is being clarified
page-undo = You can undo for { $seconds } s

### Answer page /a

page-answer-title = #{ $number } { $type }
page-answer-question = Are you coming?
page-answer-coming = Coming
page-answer-cannot = Cannot
page-answer-later = Later
page-answer-minutes = How soon?
page-answer-minutes-ours = by our estimate of the road
page-answer-minutes-option = { $minutes } min
page-answer-to = Where to?
page-answer-to-station = To the station
page-answer-to-scene = Straight to the scene
page-answer-notDriving = Coming, not driving
page-answer-note = Note to the chief
page-answer-send = Send
page-answer-more = Time, where to, note
page-answer-change = Change the answer
page-answer-got = Noted
page-answer-got-responding = Noted: coming, meet at the station
page-answer-got-responding-time = Noted: coming, at the station at { $time }
page-answer-got-scene = Noted: coming straight to the scene
page-answer-got-scene-time = Noted: coming straight to the scene, there at { $time }
page-answer-got-notDriving = not driving
page-answer-got-notResponding = Noted: you cannot. Thank you
page-answer-got-later = Noted: you come later
page-answer-got-note = The note went to the chief
page-answer-got-heard = Thank you, the alert arrived
page-answer-waits = The truck waits for you at the station
page-answer-where = Where are you now?
page-answer-mark-atStation = At station
page-answer-mark-departed = Departed
page-answer-mark-onScene = On scene
page-answer-marked = Noted: { $mark }
page-answer-tooLate = Cannot make it
page-answer-map = Map
page-answer-switch = You are going to #{ $from }. Switch to #{ $number }?
page-answer-switch-yes = Switch to #{ $number }
page-answer-switch-no = Stay on #{ $from }
page-answer-reserve = RESERVE: crew complete, stay in touch until it leaves
page-answer-standDown = STAND DOWN. No need to come. Thank you, rest well
page-answer-seatOpened = Your seat went to others. If you are coming, tell us
page-answer-closed = The incident is closed. Thank you
page-answer-cancelled = FALSE ALARM. No need to come. Thank you
page-answer-crew = Who is coming
page-answer-by-nothing = no alert gets through, answer here
page-answer-degraded-store = Answers are saved late, none is lost
page-answer-degraded-clock = The times on this page may be fast
page-answer-degraded-console = No phone rings now: the service is only being tried out
page-answer-kept = Your answer is kept
page-answer-kept-responding = Kept: you are coming
page-answer-kept-notResponding = Kept: you cannot
page-answer-kept-later = Kept: you come later
page-answer-kept-mark = Kept: { $mark }
page-answer-kept-note = Your note is kept
page-answer-kept-when = The chief does not see it yet, but will as soon as the service recovers. No need to repeat it, this page refreshes by itself. If it is urgent, ring the chief.
page-answer-unread = We cannot show the incident now. Are you coming?
    .help = The place is in the SMS, or the call says it. We keep your answer.
page-answer-unwritten = Press again in a few seconds. If it still fails, answer by key when we ring you, or ring the chief.
page-answer-again = Send again

### Live page /i

page-live-title = #{ $number } { $type }
page-live-reported = reported { $time }
page-live-seats = Seats
page-live-seat-free = free
page-live-people = People
page-live-passed = Whom we do not alert
page-live-timeline = Time line
page-live-actions = Actions
page-live-crew = Crew: { $vehicle }
page-live-chance = Chance of a crew { $percent } %
page-live-eta = at { $time }
page-live-second-call = ringing again
page-live-in-charge = In charge: { $name }
page-live-nobody-in-charge = Nobody has taken over yet
page-live-reached = Reached: { $count } of { $total }
page-live-confirm = Call people out
page-live-dismiss = Do not call out
page-live-alert-next = More people
page-live-stand-down = Crew complete, stand the rest down
page-live-vehicle-down = Vehicle cannot go
page-live-correct = Change place
page-live-correct-place = Place
page-live-correct-type = What burns
page-live-correct-people = People in danger
page-live-correct-save = Save
page-live-informed101 = 101 informed
page-live-handed-over = Handed over to state service
page-live-take-over = I take over
page-live-close = Close
page-live-cancel = False alarm
page-live-unseat = Take off the seat
page-live-answer-for = Answer for somebody
page-live-answer-for-who = Who
page-live-impact = A strike?
page-live-impact-yes = Yes, a strike: departure waits
page-live-impact-no = No, they may go
page-live-mark = Mark
page-live-done = Done
page-live-second-report = Looks like #{ $number }: the same incident?
page-live-waiting-human = Waiting for your decision
page-live-false-by-desk = An incident of 101 or 112 is cancelled by its desk only. We passed your word on

### Time line

timeline-reported = Report: { $source }
timeline-confirmed = Confirmed
timeline-dismissed = Not called out
timeline-alerted = { $count ->
        [one] { $count } person alerted
        [few] { $count } people alerted
       *[many] { $count } people alerted
    }
timeline-wave = Wave { $wave }
timeline-answered = { $name }: { $answer }
timeline-failed = { $name }: could not be alerted
timeline-promised = Crew complete, leaves { $time }
timeline-short = The crew is short again
timeline-assembled = Crew at station
timeline-left = Departed
timeline-seat-opened = { $name }: seat opened
timeline-stood-down = Stand down
timeline-stood-down-one = { $name }: stood down
timeline-verdict-leaves = At two minutes: leaves { $time }
timeline-verdict-not = At two minutes: not gathering
timeline-taken-over = { $name } is in charge
timeline-corrected = Place or type changed
timeline-vehicle-down = Vehicle cannot go
timeline-mark = { $mark }
timeline-closed = Closed
timeline-cancelled = Cancelled: { $reason }
timeline-reopened = Opened again
timeline-informed101 = 101 informed

### Desk, wall

page-desk-title = Duty officer
page-desk-links = Links
page-desk-link-up = up
page-desk-link-down = down
page-desk-quiet = No incidents
page-desk-reached = reached { $count }
page-desk-reached-nobody = NOBODY REACHED
page-wall-title = Station
page-wall-quiet = Quiet
page-wall-ready = Readiness

### Signing in (/sign-in, /account), the duty desk (/desk)

# The code comes first: it is seen in the notification. $link in Telegram only.
sign-in-code = { $code }: your code to sign in to Dzvin. Tell it to nobody, nobody asks you for it. Or sign in with one tap: { $link }
    .sms = { $code } is your Dzvin sign-in code. Nobody asks you for it, tell it to nobody
    .spoken = Your code to sign in to Dzvin: { $code }. Tell it to nobody.
sign-in-title = Sign in
sign-in-phone = Your phone number
sign-in-phone-help = We send a one-time code by Telegram, or by SMS where you have no Telegram.
sign-in-phone-unreadable = That does not look like a phone number. An example: 067 123 45 67
sign-in-send = Send the code
sign-in-now = You are signed in: { $name }
sign-in-to-account = My account
sign-in-passkey = Sign in with a passkey
sign-in-passkey-failed = The passkey did not work. Try again, or sign in with a code.
sign-in-code-title = Enter the code
sign-in-code-help = If this number is on a roster, the code is on its way. It is good for ten minutes and in this browser only.
sign-in-code-label = Six digits
sign-in-code-wrong = The code was wrong or is too old
sign-in-enter = Sign in
sign-in-again = No code?
sign-in-again-sms = Send an SMS
sign-in-again-voice = Call me
sign-in-other-phone = Another number
sign-in-link-title = Sign in as { $name }?
sign-in-link-dead = This link is no longer good
    .help = It is good for ten minutes and only once. Ask for a new code.
sign-in-too-many = Too many tries
    .help = Wait ten minutes and try again.
sign-in-foreign = This page was opened at an address that is not its own
    .help = Open { $url } and try again.
sign-in-unavailable = We cannot tell who you are now
    .help = The records of the service cannot be read, we are bringing them back. Links in alerts work. Try again in a minute.
sign-in-unreadable = We did not understand what you sent
    .help = Go back and try again.
sign-in-broken = Something broke on our side
    .help = We know already. Try again in a minute. If something burns, call 101.

account-title = My account
account-roles = What is open to you
account-role = { $role }: { $scope }
account-role-administrator = administrator
account-role-responder = volunteer
account-scope-everything = everything
account-scope-area = area { $code }
account-scope-self = your own record and availability
account-sessions = Where you are signed in
account-session-this = here
account-session-used = last used { $time }
account-session-end = End
account-session-end-all = Sign out everywhere
account-sign-out = Sign out
account-device-unknown = unknown device
account-passkeys = Passkeys
account-passkeys-none = A passkey signs you in by finger, face or PIN of this device, without codes.
account-passkey-made = added { $time }
account-passkey-add = Add a passkey
account-passkey-add-failed = The passkey was not added. Perhaps it is here already, or you cancelled.
account-passkey-remove = Remove
account-passkey-prove = Sign in once more to add a passkey

desk-sitting = At the desk
desk-sitting-nobody = Nobody has taken the shift yet
desk-sitting-since = since { $time }
desk-shift = Take the shift
desk-shift-help = Press your name. The log will say who handed over and who took it.
desk-shift-none = Add the duty officers to the list first.
desk-officers = Duty officers
desk-officer-name = Name of the duty officer
desk-officer-add = Add
desk-officer-remove = Remove
desk-workstations = Workstations
desk-enrol-title = Bind this workstation?
desk-enrol-name = Desk: { $name }
desk-enrol-help = From then on the desk signs in here by itself, without a phone or a code. The link is good for a day and only once.
desk-enrol-passkey = Bind with a passkey
desk-enrol-passkey-failed = It did not work. It must be a passkey of this computer, not one that is copied to other devices.
desk-enrol-key = Bind this browser
desk-enrol-key-help = Where this computer has no passkeys.
desk-enrol-dead = This link is no longer good
    .help = It is good for a day and only once. Ask the administrator for a new one.

### Errors of the pages in plain words

page-error-expired = This link is no longer valid
    .help = The incident is closed, or twelve hours have passed. If something burns, ring 101.
page-error-unknown = There is no such link
    .help = Check that the link in the SMS was opened whole. If you were alerted, ring the chief.
page-error-tooMany = Too many tries
    .help = Wait a minute and open the link in the SMS again.
page-error-conflict = Somebody has done this already
    .help = This is how it stands now.
page-error-invalid = We did not understand what you sent
    .help = Go back and choose your answer again.
page-error-tooLong = You sent too much text
    .help = Go back, write less and send it again.
page-error-unavailable = We could not write it down
    .help = Try again in a few seconds. If it still fails, ring the chief.
page-error-unread = We cannot show the incident now
    .help = The service's records cannot be read, we are recovering them. Ring people yourself and try again in a minute.
page-error-broken = Something broke on our side
    .help = We know already. If something burns, ring 101; if you are coming, ring the chief.

### Bot: volunteer

bot-welcome = Welcome! This is Dzvin, the bell: it calls you when something burns. So that we know it is you, share your contact with the button below.
bot-share-contact = Share my contact
bot-bound = { $name }, you are connected: { $brigade }. When something burns, the alert comes here and your phone rings.
bot-bound-save-number = Save the number { $phone } as the contact “Dzvin”, give it a loud ringtone and allow it in Do Not Disturb.
bot-bound-again = You are connected already.
bot-wrong-contact = This is somebody else's contact. We need yours: press “Share my contact” on your own phone.
bot-phone-unknown = This number is not on the brigade's list. Ask the chief.
bot-code-unknown = There is no such invitation. Ask the chief for a new one.
bot-code-expired = The invitation is no longer valid. Ask the chief for a new one.
bot-not-bound = We do not know you yet. Open the chief's invitation or share your contact.
bot-note-stored = Passed on to the chief.
bot-note-nobody = There is no incident now. If something burns, ring 101.
bot-which-incident = Which incident? Choose:
bot-which-option = #{ $number } { $place }
bot-location-thanks = Thank you, we see you coming. Nobody sees your position, only the minutes.
bot-location-ended = Live location ended, the positions are erased.
bot-location-ask = You can share your live location: we work out ourselves when you are at the station.
bot-answer-recorded = Noted
bot-answer-changed = Answer changed
bot-answer-late = The incident is closed already
bot-answer-not-yours = This button is not for you
bot-answer-old = This button is no longer valid
bot-answer-conflict = Somebody has done this already
bot-answer-failed = We could not write it down. Press again
bot-answer-kept = Kept. The chief sees it a little later, no need to repeat it
bot-keyboard-reach = Will the bell reach me?
bot-keyboard-availability = On call / off duty
bot-availability-now = Now: { $state }
bot-availability-ask = How shall we call you?
bot-availability-set = Noted: { $state }
bot-availability-until = Noted: { $state } until { $time }
bot-reach-title = Will the bell reach you:
bot-reach-telegram = Telegram: works, you are reading this
bot-reach-sms = SMS: we send to { $phone }
bot-reach-sms-off = SMS: you switched it off. Answer START to our SMS
bot-reach-sms-none = SMS: not set up on this service
bot-reach-voice = Call: we ring { $phone }
bot-reach-voice-none = Call: not set up on this service, at night you may not hear us
bot-reach-phone-missing = There is no phone number: tell the chief
bot-reach-availability = Availability: { $state }
bot-reach-save-number = Save the number { $phone }, give it a loud ringtone and allow it in Do Not Disturb
bot-menu = What would you like to do?
bot-not-understood = We did not understand. Try again or go back to the menu.
bot-forwarded = A forwarded message is not read as an answer. Write yourself or press a button.
bot-edited = An edited message is not read. Send a new one.
bot-only-words = We understand words, buttons and places. Write, or choose from the menu.
bot-location-nobody = You are not called anywhere now, so your position was not kept.
bot-help = When something burns we write here. You can answer with a button or in words: “coming 10”, “cannot”, “later”.

### Bot: chief and resident

bot-chief-what = What burns?
bot-chief-where = Where? Write the place or send a location.
bot-chief-raised = #{ $number }: we are calling people.
bot-chief-duplicate = This looks like #{ $number } already. We do not ring people twice.
bot-chief-yourself = Going yourself?
bot-resident-welcome = If something burns, ring 101. Then write here what and where, or send a location.
bot-resident-received = Received, passed on to the firefighters. Ring 101.
bot-resident-coming = Help is coming. Get people out and do not go back in. Ring 101.
bot-resident-over = It is over. Thank you.
bot-resident-people = Is anybody in danger?
bot-resident-still = Still burning?

# page-live

page-live-since = +{ $minutes } min { $seconds } s
page-live-old = As of { $time }. This page does not update by itself.
page-live-plan = Plan of the place
page-live-north = N
page-live-coming = Coming: { $count }
page-live-calling = Being alerted: { $count }
page-live-not-coming = Not coming: { $count }
page-live-nobody = Nobody has been alerted yet
page-live-others = { $count } more
page-live-aboard = Gone out: { $people }
page-live-of-vehicle = { $action }: { $vehicle }
page-live-minutes = In how many minutes
page-live-now = Now: { $state }
page-live-nobody-left = Nobody is left to call: all have been alerted
page-live-verdict-leaves = At two minutes: a crew is there
page-live-turnout = Turnout { $minutes } min
page-live-travel = Travel { $minutes } min
page-live-undo = { $action }: in { $seconds } s
page-live-choose = Choose a person

# the auditor, the blind alert, the sentinel

degraded-audit = The service found a fault in itself and is mending it
degraded-blind = The database takes no writes: we alert from a saved roster
degraded-restored = The database was restored from a copy: old incidents wait for a human's word
degraded-alarmFlood = One source raises unusually many alarms: check with the desk that they are real
sentinel-silent = Dzvin has been silent for { $seconds } s: an alarm may wake nobody. Ring people yourself. Look at the server.
sentinel-cannot = Dzvin has reached nobody for { $seconds } s: no carrier works. Ring people yourself. Look at the server.
sentinel-back = Dzvin works again. It was silent for { $minutes } min.

# dzvin doctor

doctor-settings = settings: complete
doctor-channels = channels: { $channels }
doctor-channels-some = channels: { $channels }; off for want of settings: { $off }
doctor-channels-none = channels: only the console, no phone will ring; set TELEGRAM_… or TWILIO_…
doctor-database = database: opens, synchronous=FULL
doctor-database-closed = database: { $why }
doctor-service = service: running, /readyz answers { $status } { $answer }
doctor-schema = schema: { $at }
doctor-schema-waiting = schema: { $at }; waiting for the next start: { $tags }. While something is open (incidents: { $open }, messages and steps waiting: { $rows }) a start runs only what adds and puts off the rest. Close what is over, then restart the service
doctor-schema-newer = schema: a newer version added { $tags }; this version works on it
doctor-clock = clock: in step with the log
doctor-clock-ahead = clock: the log is { $seconds } s ahead; was the clock set back? Time runs on from the log. Look at timedatectl
doctor-sample = sample alert: { $units } characters, { $count ->
        [one] { $count } segment
       *[other] { $count } segments
    }
doctor-sample-long = sample alert: { $units } characters, { $count ->
        [one] { $count } segment
       *[other] { $count } segments
    }; a shorter SHORT_URL (at most 21 characters with the token) makes it one
doctor-roster = roster: { $count ->
        [one] { $count } brigade
       *[other] { $count } brigades
    }
doctor-roster-empty = roster: empty, nobody would be alerted; dzvin import roster FILE.csv
doctor-roster-noChief = roster: { $name } has no chief, so no human would be called; PATCH its roles
doctor-webhook = Telegram webhook: set, { $count } waiting
doctor-webhook-none = Telegram webhook: not set; dzvin start sets it to { $url }
doctor-webhook-elsewhere = Telegram webhook: points elsewhere; dzvin start sets it to { $url }
doctor-webhook-failing = Telegram webhook: set, { $count } waiting, last error: { $why }
doctor-webhook-silent = Telegram webhook: Telegram does not answer; is the machine on the Internet?
doctor-disk = disk: { $megabytes } MB free
doctor-disk-full = disk: only { $megabytes } MB free; a full disk takes no alarm, make room
doctor-heartbeat = HEARTBEAT_URL: { $host } is reachable (not called: only a sound service gives a sign of life)
doctor-heartbeat-none = HEARTBEAT_URL: not set; nobody would hear that the machine fell silent. Set the address of a watch at another provider
doctor-heartbeat-silent = HEARTBEAT_URL: { $host } cannot be reached ({ $why }); look at the address and the network, or the watch wakes people for nothing
doctor-relay = RELAY_COMMAND: { $program } is there and can be run. Once a month, is the bell heard? echo "ПРОБА" | $RELAY_COMMAND
doctor-relay-none = RELAY_COMMAND: not set; with no carrier nothing rings. Set a program that rings a bell or sounds a horn
doctor-relay-missing = RELAY_COMMAND: { $program } is not there or cannot be run; look at the path and chmod +x
doctor-place = { $name }: { $path } takes writes, on another disk than the database
doctor-place-sameDisk = { $name }: { $path } takes writes, but on the database's own disk: one fault takes both. Set a place on another disk
doctor-place-closed = { $name }: { $path } takes no writes ({ $why }); make the folder and give it to the user of the service, or set another place

# the heads of the logs, at night to the administrators

chain-heads = Digest of the logs, { $time }. { $count ->
        [one] { $count } log
       *[other] { $count } logs
    }, { $total ->
        [one] { $total } event
       *[other] { $total } events
    }.
chain-keep = Do not delete this: the digest shows that nobody changed anything in the logs.
chain-broken = ATTENTION: { $count ->
        [one] { $count } log is
       *[other] { $count } logs are
    } not what was recorded before. Somebody may have altered or cut them. Run dzvin verify on the server.
