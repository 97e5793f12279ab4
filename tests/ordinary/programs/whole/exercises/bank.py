class InsufficientFunds(Exception):
    def __init__(self, needed, balance):
        super().__init__(f"needs {needed:.2f}, has {balance:.2f}")
        self.needed, self.balance = needed, balance
class Account:
    interest = 0.02
    _next = 1000
    def __init__(self, owner, balance=0.0):
        self.owner, self._balance, self.history = owner, balance, []
        self.number = Account._next
        Account._next += 1
    @property
    def balance(self): return self._balance
    def deposit(self, amount):
        if amount <= 0: raise ValueError("amount must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self
    def withdraw(self, amount):
        if amount > self._balance: raise InsufficientFunds(amount, self._balance)
        self._balance -= amount
        self.history.append(("withdraw", amount))
        return self
    def __repr__(self): return f"<{type(self).__name__} #{self.number} {self.owner}: {self._balance:,.2f}>"
class Savings(Account):
    interest = 0.05
    def add_interest(self): return self.deposit(self._balance * self.interest)
class Bank:
    def __init__(self): self.accounts = {}
    def open(self, cls, *args):
        acc = cls(*args)
        self.accounts[acc.number] = acc
        return acc
    def transfer(self, a, b, amount):
        try:
            a.withdraw(amount)
        except InsufficientFunds as e:
            print("transfer failed:", e, "| short by", e.needed - e.balance)
        else:
            b.deposit(amount)
        finally:
            print("done", a, b)
bank = Bank()
ann, bob = bank.open(Account, "Ann", 100), bank.open(Savings, "Bob")
bank.transfer(ann, bob, 30)
bank.transfer(ann, bob, 300)
bob.add_interest()
print(bob, bob.history, sorted(bank.accounts))
try:
    ann.deposit(-5)
except ValueError as e:
    print(e)
try:
    ann.balance = 5
except AttributeError as e:
    print(e)
