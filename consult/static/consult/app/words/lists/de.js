// 512 plain German words (9 bits each), without umlauts and ß, so that they are easy on every keyboard.

export const LIST = `
  abend ahorn akkord allee ameise amsel ananas angel anker april arena atem atlas auge august auto bach balken balkon
  banane band basalt basis baum becher beere beige bein berg bernstein besen besuch bett biber biene bild birke blatt
  blau blech blume boden bogen bohne boot braun brief brille brise brot brunnen buch buche bude bunt burg bus busch
  butter comic dach decke deich delfin dezember diamant dichter dienstag donner dorf dose drache draht dreieck drossel
  duft ebene echo eiche eimer eisen elch elfe elster ente erbse erde ernte esel etage eule fabel falke farbe farn fass
  feder feld fels fenster ferien fest fichte film filz fink flagge flamme flasche flieder flocke floss fluss forelle
  foto freitag frosch fuchs gabel galerie gans garn garten gebirge geige gelb gewitter gips gitarre gitter glanz glas
  glocke glut gold gras grau grille grotte gruppe gurke hafer hagel hahn halle halm hammer hamster hand hase haus
  hecht hemd herbst herd herz heu himbeere hirsch hirse hobel hof holz honig horizont horn hose hummel hund hut igel
  imker indigo ingwer insel jacke jade januar jasmin kabel kachel kaffee kajak kaktus kamera kamm kanal kanne kante
  kapelle karotte kasten katze kegel keks keller kerze kessel kette kiefer kies kino kirsche kissen kiste klang
  klavier klee knopf knoten koala koffer komet kompass kompott koralle korb kork korn krabbe kraft kran kranich kranz
  kraut kreide kreis krokus krone krug kuchen kugel kunst kupfer kurve lachs lack laden lamm lampe land laterne
  lavendel leder leiter licht lila linie linse lippe lotse luchs luft luke lupe magnet mai mais malve mandel mandoline
  mantel marder marmor matte mauer maus meer mehl meise melone metall milch minute minze mispel mohn mond moor moos
  morgen mosaik motor murmel muschel musik muster nacht nadel nagel narzisse nase nebel netz norden note november
  nudel nuss ohr oktober olive opal oper orange orchidee orgel ort osten paar palast palme panda panther papagei
  pappel pedal pelikan perle pfanne pfau pfeffer pferd pfirsich pflaume pfote pilz pinguin pinsel plakat planet platz
  post prisma pudel puder punkt puppe qualle quartett quitte rabe rad radio rahmen rand rasen raupe rebe regal regen
  regler reh reis reise rentier reseda rettich riff ring rock roggen rohr rolle rosa rose rosine rot rubin ruder ruhe
  saal sack saft salat salbei salz samstag samt sand sandale satin schaf schal scheune schilf schirm schnee schnur
  schrank schuh schule schwan see segel seide seil sellerie september sessel silber sims sofa sohle sommer sonne
  sonntag spange spargel spatz specht spiegel spiel spinat spule stab stadt stall stamm stange star stein stern
  stiefel stift stirn stoff storch strasse strauch stroh strom stufe stuhl suppe tag tal tanne tanz tasche tasse taube
  tee teller tempel tennis thymian ticket tiger tisch tor torte traube treppe trommel tropfen truhe tuch tulpe turm
  ufer uhr ulme umhang urlaub vase venus viola violine vogel vulkan waage wabe wachs wagen wald walnuss wand wanderung
  wange wappen wasser watte weide wein welle welt werft weste wetter wicke wiese wind winter wipfel wolf wolle wurzel
  zahn zaun zeder zeit zelt ziege ziegel zimmer zimt zirkus zitrone zucker zug zweig
`.trim().split(/\s+/);
