class Account:
    def __init__(self):
        self.balance = 0

    def deposit(self, amount):
        self.balance += amount

acc = Account()
acc.deposit(5)
print(acc.balence)
