-- 002_backfill_that_would_not_end

-- up
-- destroys: orders.vin
UPDATE orders SET vin = vin || '!' WHERE vin IS NOT NULL;

-- down
-- nothing to do on this database
