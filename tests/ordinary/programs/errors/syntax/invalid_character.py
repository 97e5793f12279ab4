price = € 5
