# A little simulation with classes and errors.
class InsufficientFunds(Exception):
    pass


class Account:
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, n):
        if n <= 0:
            raise ValueError('deposit must be positive')
        self.balance += n
        self.history.append(('deposit', n))

    def withdraw(self, n):
        if n > self.balance:
            raise InsufficientFunds(f'{self.owner} has {self.balance}, wanted {n}')
        self.balance -= n
        self.history.append(('withdraw', n))


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, owner):
        self.accounts[owner] = Account(owner)
        return self.accounts[owner]

    def transfer(self, a, b, n):
        self.accounts[a].withdraw(n)
        self.accounts[b].deposit(n)


bank = Bank()
bank.open('ann').deposit(100)
bank.open('ben')
for a, b, n in [('ann', 'ben', 30), ('ben', 'ann', 50), ('ann', 'zoe', 1), ('ann', 'ben', 0)]:
    try:
        bank.transfer(a, b, n)
        print(a, '->', b, n)
    except InsufficientFunds as e:
        print('refused:', e)
    except (KeyError, ValueError) as e:
        print('error:', type(e).__name__, e)
print([(x.owner, x.balance, x.history) for x in bank.accounts.values()])
