// 512 plain words (9 bits each), chosen to be short, calm and hard to confuse when read aloud.

export const LIST = `
  acorn agile alarm album almond alpine amber anchor angle ankle antler apple apron arch arena armor arrow artist
  aspen atlas autumn avenue bagel bakery balcony bamboo banjo barley barn basil basket beacon beaver bedrock
  beetle bell bench berry birch biscuit blanket blossom blue boat bonfire bottle boulder bouquet bracelet branch
  brass bread breeze brick bridge brook brush bubble bucket buckle burrow butter button cabin cactus camel camera
  canal candle canoe canvas canyon captain caramel cardinal carpet carrot castle cattle cedar cello ceramic chalk
  chapel charm cherry chestnut chimney cider cinema circle citrus clarinet clay cliff clock cloud clover cobalt
  coconut coffee comet compass copper coral cork corner cotton cottage cousin cradle crane crayon cricket crown
  crystal cuckoo cupboard curtain cushion cypress daisy dancer dawn december desert diamond dinner dolphin donkey
  dormouse dragon drawer dream drift drum duckling dune eagle early earth easel echo elbow elder elephant elm
  ember emerald engine evening falcon family feather fence fern ferry fiddle field finch fire flag flamingo
  flannel flint flower flute forest fossil fountain fox frame friday frost fruit galaxy garden garlic garnet gate
  gazelle gentle geyser ginger giraffe glacier glass globe glove golden gondola goose granite grape grass gravel
  green grove guitar hammer hammock harbor harp harvest hazel hedge helmet heron hickory hill hockey holly honey
  horizon hornet horse house husky iceberg igloo indigo ink iris iron island ivory ivy jacket jade january jasmine
  jelly jersey jewel jigsaw journey juniper kayak kettle keyboard kingdom kitchen kite kitten kiwi koala ladder
  lagoon lake lantern lark latch laurel lavender leaf lemon lentil leopard letter library lilac lily linen lion
  lizard llama lobster locket lotus lynx magnet magpie mango maple marble marina market marsh meadow melody melon
  mercury midnight mill mineral mint mirror mitten moment monday monsoon moon moose morning mosaic moss mountain
  muffin mulberry museum music mustard napkin narrow nectar needle nest nettle noodle north notebook nutmeg oak
  oasis ocean octave october olive onion opal orange orbit orchard orchid organ osprey otter outdoor oxygen oyster
  paddle painter palace palm panda paper parade parsley parrot pasta path peach peacock peanut pearl pebble pencil
  penguin pepper piano picnic pigeon pillow pine pioneer pistachio pizza planet plaza plum pocket poem pollen pond
  pony poppy porch portrait potato prairie pretzel prism puddle pumpkin puppet puzzle quail quartz quiet quilt
  rabbit radio radish raft rain raspberry raven reef ribbon rice river road robin rocket roof rose rowan ruby
  saddle saffron sail salad salmon sandal sapphire satin saturn scarf school scooter seal season seaweed shadow
  shell shelter shore silver sketch sky slate sleigh slipper snow sofa soup south spark sparrow spice spinach
  spiral spring spruce square squirrel stable star station stone stork story stove stream street studio sugar
  summer sunday sunset swallow swan sweater swift table tailor tango tapestry teapot temple tennis thimble thistle
  thunder ticket tiger timber toast tomato topaz tower town trail train trellis trout trumpet tulip tundra turnip
  turtle twig umbrella valley vanilla velvet village vineyard violet violin volcano waffle wagon walnut walrus
  water wave weather wheat whistle willow window winter wisdom wolf wood wool yarn yellow yogurt zebra zephyr
`.trim().split(/\s+/);
