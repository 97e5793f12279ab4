class InsufficientFunds(Exception):
    """Raised when there is not enough money."""

    def __init__(self, need, have):
        super().__init__(f"need {need}, have {have}")
        self.need = need

def withdraw(balance, amount):
    if amount > balance:
        raise InsufficientFunds(amount, balance)
    return balance - amount

print(withdraw(10, 5))
withdraw(10, 50)
