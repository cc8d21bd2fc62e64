// 512 plain French words (9 bits each), without accents, so that they are easy on every keyboard.

export const LIST = `
  abeille accord acier agneau aiguille aile aimant air album amande ambre ami ananas ancre ange anis anneau arbre arc
  argent argile art asperge astre atelier atlas atome aube aurore automne avenue avion avril bague baie balai balcon
  baleine ballon bambou banane banc banjo barque basalte basilic bassin bazar beige berceau bijou bille billet biscuit
  blanc blason bois bonnet bord bosquet bouche bougie boule bouleau bourdon boussole bouton branche bras brebis brique
  brise broche brosse brouette bruyere buisson bulle cabane cactus cadeau cadran cadre caisse calme camion canal canoe
  canyon cap caramel carotte carpe carte cascade casque castor cave caverne ceinture cercle cerf cerise chaise chalet
  chaleur chameau chanson charbon chat chaton chemise cheval chien chiffon chouette ciel cigale cigogne cinema cirque
  citron clairon clavier clef climat cloche cobalt cocon coffre colline colombe compote concert conte coq coquille
  corail corbeau corne costume coton coussin crabe craie crayon cresson crique cristal cygne cymbale datte dentelle
  desert dessin diamant digue dimanche disque domino dos dragon drapeau dune echarpe echelle echo ecluse ecran ecume
  ecureuil elephant enclos encre epaule epine eponge erable escalier escargot espoir essaim estampe etable etang
  etoile etrier evier fable faisan farine faucon fenetre fer feuille fevrier ficelle figue fil filet fleur flocon
  flute foin fontaine foret forge fort fougere foulard four foyer fraise framboise frange frelon fresque fromage fruit
  fusain fusee galaxie galerie galop gant gare geai genou girouette givre glace gland globe golfe gomme gondole gorge
  goutte graine granit grappe grelot grenier grillon grive grotte groupe grue guepard guitare hamac hameau hanche
  haricot harpe herisson heron heure hibou hiver hockey horloge huile huitre image indigo iris ivoire jade jasmin
  jaune jeton jongleur joue jouet jour journal jumelle jungle jupe kayak kiosque kiwi koala lac lagon laine lampe
  langue lanterne lapin lavande leopard lezard lievre lin lion liseron lit livre loup loupe lucarne luge lumiere lundi
  luth lutin lynx machine magie mai malle manche manteau marbre mardi maree marelle marmite masque matin melon mer
  merle mesange meuble miel minuit minute mirabelle moineau montagne moteur mouche moulin mousse mouton muguet mur
  mure muse musee musique myrtille nacre nappe nature navire nectar neige nid noisette noix nord nuage nuit oasis ocre
  octobre oignon oiseau olive ombre opale opera orage orange orchidee orge ortie osier otarie ours outil ovale page
  paille pain palais palme panda panier panneau papaye papillon parade parc parfum pavot peche pedale peigne pelican
  pelle perle persil phare piano pie pierre pigeon pilote pin pinceau pivert placard plage planete pluie poche poire
  pois poivre pomme poney porte poupee prairie puits pull pupitre puzzle quartz quille radis raisin rame rampe renard
  repos riviere riz robe robot roche roi rose rosee roue route ruban rubis ruche sable sabot sac safran salade samedi
  sandale sapin sardine satin sauge saumon seau sel semaine septembre sirop soie soleil sorbet soupe source sourire
  stylo sucre sud tableau tabouret talon tambour tasse tente theatre thym ticket tigre tilleul timbre toit tomate
  topaze tour trace train traineau triangle tricot truite tuile tulipe tunnel turquoise usine vague valise vallee
  vapeur vase velours vendredi verre veste viole virage visage voix voyage zinc
`.trim().split(/\s+/);
