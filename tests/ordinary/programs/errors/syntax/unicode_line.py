größe = "straße" + + * 2
